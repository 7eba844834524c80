// A clerk takes the first arrival from the basket, registers and submits it; the basket holds one less.

export const name = 'clerk-registers';

export async function run({ sign_in, shot, axe, expect }) {
  const page = await sign_in('vanthu.hh6');
  await page.goto('/work?basket=to-register');
  const rows = page.locator('.pane-list .row');
  const before = await rows.count();
  expect.that(before > 0, 'an arrival that waits to be registered');
  await page.goto(await rows.first().locator('a.row-link').getAttribute('href'));
  const document = new URL(page.url()).pathname;
  await shot(page, 'clerk-arrived');

  await page.goto(`${document}/register`);
  await axe(page);
  await shot(page, 'clerk-register');
  await page.locator('button[name=then][value=submit]').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/register'));

  await page.goto(document);
  await expect.text(page, 'Số đến');
  await expect.text(page, 'Trình');
  await axe(page);
  await shot(page, 'clerk-registered');
  await page.goto('/work?basket=to-register');
  expect.equal(await rows.count(), before - 1, 'arrivals that wait');
}
