// A teacher sees the bell, opens what he was told of, and says how he wants to hear. Permission is asked only on a click.

import { until } from '../harness/until.mjs';

export const name = 'notices';

/** Delivers a push as the browser does, and gives the titles of the notifications that came of it. */
async function pushed(page, message) {
  await page.context().grantPermissions(['notifications']);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const line = await page.context().newCDPSession(page);
  const known = new Map();
  line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const one of registrations) one.isDeleted ? known.delete(one.registrationId) : known.set(one.registrationId, one);
  });
  await line.send('ServiceWorker.enable');
  const origin = new URL(page.url()).origin;
  const shown = () => page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map((one) => one.title);
  });
  // A push to a worker that is just starting may be lost, as in life; the same one again takes the first one's place.
  return until(async () => {
    for (const registrationId of known.keys()) {
      await line.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(message) });
    }
    const titles = await shown();
    return titles.length > 0 ? titles : null;
  }, 15_000, 'a push to be shown');
}

export async function run({ sign_in, shot, axe, expect }) {
  const page = await sign_in('gv4.toan.hh3', { viewport: { width: 360, height: 740 } });
  const bell = page.locator('.bell .count');
  const count = async () => ((await bell.isVisible()) ? Number(await bell.textContent()) : 0);
  const before = await count();
  expect.that(before > 0, 'a count at the bell');
  await page.locator('.bell').click();
  await page.waitForURL('**/notices');
  await axe(page);
  await shot(page, 'notices-many');

  const first = page.locator('.row-unread a.row-link').first();
  const told = page.waitForResponse((answer) => answer.url().endsWith('/opened'));
  await first.click();
  expect.that((await told).ok(), 'the opening to be kept');
  await page.goto('/notices');
  expect.equal(await count(), before - 1, 'unread notices after one was opened');

  await page.locator('form[action="/notices/read"] button').click();
  await page.waitForLoadState();
  expect.equal(await count(), 0, 'unread notices after all were marked');
  expect.equal(await page.locator('.row-unread').count(), 0, 'rows that are unread');

  await page.addInitScript(() => {
    globalThis.asked = 0;
    const ask = Notification.requestPermission.bind(Notification);
    Notification.requestPermission = () => ((globalThis.asked += 1), ask());
  });
  await page.goto('/account/notices');
  await expect.element(page, '[data-push-on]:not([hidden]), [data-push-denied]:not([hidden])');
  expect.equal(await page.evaluate(() => globalThis.asked), 0, 'questions for permission without a click');
  await axe(page);
  await shot(page, 'notices-settings');

  await page.fill('#mail', 'gv@truong');
  await page.check('input[name="mail_on"]');
  await page.evaluate(() => document.querySelector('#mail').setAttribute('type', 'text'));
  await page.locator('.form-actions button').click();
  await expect.element(page, '#mail-error');
  await axe(page);
  await page.fill('#mail', 'gv@truong.edu.vn');
  await page.selectOption('#quiet_from', '20');
  await page.locator('.form-actions button').click();
  await expect.element(page, '[data-toast]');
  expect.equal(await page.inputValue('#mail'), 'gv@truong.edu.vn', 'the address that was saved');
  expect.equal(await page.inputValue('#quiet_from'), '20', 'the hour that was saved');

  const titles = await pushed(page, { title: 'Có 2 việc mới', link: '/notices' });
  expect.equal(titles.join(), 'Có 2 việc mới', 'what the service worker shows of a push');

  const empty = await sign_in('quantri.hh3');
  await empty.goto('/notices?after=1.0.00000000-0000-0000-0000-000000000000');
  await expect.element(empty, '.empty');
  await axe(empty);
  await shot(empty, 'notices-empty');
}
