// A teacher opens a document on a phone. It counts as opened when it was seen, not when it was fetched; then "Đã đọc".

export const name = 'teacher-reads';

const HIDE = () => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => globalThis.seen ?? 'hidden' });
};

export async function run({ sign_in, shot, axe, expect }) {
  const page = await sign_in('gv4.toan.hh3', { viewport: { width: 360, height: 740 } });
  const opened = [];
  page.on('request', (request) => request.url().endsWith('/opened') && opened.push(request.url()));
  await page.goto('/work?basket=to-read');
  const unread = page.locator('.pane-list .row-unread');
  const before = await unread.count();
  expect.that(before > 0, 'a document that was not read');
  await axe(page);
  await shot(page, 'teacher-list');
  const address = await unread.first().locator('a.row-link').getAttribute('href');

  await page.addInitScript(HIDE);
  await page.goto(address);
  await expect.element(page, '.reader-subject');
  await page.waitForTimeout(1500); // the page tells it after a second in view: longer than that
  expect.equal(opened.length, 0, 'marks of opening while the page is hidden');

  const told = page.waitForResponse((answer) => answer.url().endsWith('/opened'));
  await page.evaluate(() => {
    globalThis.seen = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
  });
  expect.that((await told).ok(), 'the opening to be kept');
  await axe(page);
  await shot(page, 'teacher-document');

  await page.locator('form[action$="/read"] button, form[action$="/acknowledge"] button').first().click();
  await page.waitForLoadState();
  await page.goto('/work?basket=to-read');
  const left = await page.locator(`.pane-list a.row-link[href="${address}"]`).count();
  expect.equal(left, 0, 'the document in the basket after it was read');
}
