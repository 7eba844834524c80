// Runs stories: each with pages of its own, a time limit, and a look at what its pages complained about.

import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { axe } from './axe.mjs';
import { complaints } from './browser.mjs';
import { expect } from './expect.mjs';
import { picture, shot } from './shot.mjs';

const LIMIT_MS = 120_000;

/** The stories in a folder, by file name; with a filter only those whose name contains it. */
export async function read(folder, filter = '') {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).sort();
  const stories = await Promise.all(files.map((file) => import(new URL(file, folder))));
  for (const [at, story] of stories.entries()) {
    if (typeof story.name !== 'string' || typeof story.run !== 'function') {
      throw new Error(`${fileURLToPath(folder)}${files[at]} must export a name and run()`);
    }
  }
  return stories.filter((story, at) => story.name.includes(filter) || files[at].includes(filter));
}

/** Runs one story; gives null when it passed, else what went wrong, in words. */
export async function run(story, { browser, base, password }) {
  const tools = { browser, base, shot, axe, expect, ...visits(browser, base, password) };
  let trouble = null;
  try {
    await within(LIMIT_MS, story.run(tools));
  } catch (error) {
    trouble = error.stack ?? String(error);
    trouble += await pictures(browser, story.name);
  }
  const heard = complaints(browser);
  if (heard.length) trouble = `${trouble ?? 'the pages complained'}\n${heard.map((text) => `  ${text}`).join('\n')}`;
  await Promise.all(browser.contexts().map((context) => context.close()));
  return trouble;
}

function visits(browser, base, password) {
  /** A new visitor with a page; `options` are those of a browser context (locale, viewport, javaScriptEnabled …). */
  const visit = async (path = '/', options = {}) => {
    const page = await (await browser.newContext({ baseURL: base, ...options })).newPage();
    await page.goto(path);
    return page;
  };

  /** A new visitor who signs in with the account of a role; gives the page after it. */
  const sign_in = async (login, { path = '/sign-in', ...options } = {}) => {
    if (!password) throw new Error('the program told no demo password; set LUUVET_DEMO_PASSWORD');
    const page = await visit(path, options);
    await send_sign_in(page, login, password);
    const left = page.waitForURL((url) => url.pathname !== '/sign-in').then(() => null);
    const alert = page.locator('[role=alert]').first();
    const refusal = await Promise.race([left, alert.waitFor().then(() => alert.innerText()).catch(() => null)]);
    if (refusal) throw new Error(`${login} cannot sign in: ${refusal}`);
    await left;
    return page;
  };

  return { visit, sign_in, send_sign_in };
}

/** Fills the form of /sign-in and sends it. */
async function send_sign_in(page, login, password) {
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form:has(input[name=password]) button:not([type=button])').first().click();
}

async function within(limit, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the story takes longer than ${limit / 1000} s`)), limit);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function pictures(browser, name) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const take = (page, at) => picture(page, `failed-${name.replaceAll(/[^\w-]+/g, '-')}-${at}`).catch(() => null);
  const paths = (await Promise.all(pages.map(take))).filter(Boolean);
  return paths.map((path) => `\n  picture: ${path}`).join('');
}
