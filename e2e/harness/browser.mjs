// A browser whose pages are watched: whatever a page complains about is a failure of the story.

import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--disable-dev-shm-usage', '--disable-quic', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run',
];
const WAIT_MS = 15_000;

/** Launches Chromium; every context made from it has bounded waits, no motion, and is watched. */
export async function launch() {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const plain = browser.newContext.bind(browser);
  browser.newContext = async (options = {}) => {
    const context = await plain({ reducedMotion: 'reduce', locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', ...options });
    context.setDefaultTimeout(WAIT_MS);
    watch(context);
    return context;
  };
  return browser;
}

/** What the pages of all open contexts complained about, in sentences. */
export function complaints(browser) {
  return browser.contexts().flatMap((context) => seen.get(context)?.() ?? []);
}

const seen = new WeakMap();

function watch(context) {
  const errors = [];
  const refused = new Set(); // pages that answered with a refusal, which is an answer and no fault
  context.on('response', (response) => {
    const status = response.status();
    if (response.request().isNavigationRequest() && status >= 400 && status < 500) refused.add(response.url());
  });
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    errors.push({ url: message.location().url, text: message.text() });
  });
  context.on('weberror', (error) => errors.push({ url: error.page()?.url(), text: error.error().message }));
  context.on('page', (page) => page.on('crash', () => errors.push({ url: page.url(), text: 'the page crashed' })));
  const is_fault = ({ url, text }) => !(text.startsWith('Failed to load resource') && refused.has(url));
  seen.set(context, () => errors.filter(is_fault).map(({ url, text }) => `${url}: ${text}`));
}
