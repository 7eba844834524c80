// A person adds a passkey, signs out, signs in with it, and removes it; the trace tells of both. The device is one that
// Chromium plays, which answers as a phone with a fingerprint would.

export const name = 'passkeys';

export async function run({ base, sign_in, shot, axe, expect }) {
  // Passkeys belong to a name: `localhost`, not an address of numbers.
  const here = base.replace('127.0.0.1', 'localhost');
  const page = await sign_in('hieutruong.hh3', { baseURL: here });
  const device = await page.context().newCDPSession(page);
  let authenticatorId;
  const plug = async () => {
    await device.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    };
    ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options }));
  };
  await plug();
  const keys = async () => (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

  await page.goto('/account');
  await page.locator('#passkey-name').fill('Điện thoại của tôi');
  await page.locator('form[data-passkey] button').click();
  const row = page.locator('#passkeys .rows').getByText('Điện thoại của tôi');
  await row.waitFor();
  const [key, ...others] = await keys();
  expect.equal(others.length, 0, 'further passkeys on the device');
  expect.that(key.isResidentCredential, 'the passkey keeps who its owner is');
  expect.equal(key.rpId, 'localhost', 'the name that the passkey belongs to');
  await axe(page);
  await shot(page, 'passkeys-account');

  const leave = async () => {
    await page.goto('/');
    await page.locator('details.acting > summary').click();
    await page.locator('form[action="/sign-out"] button').click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
  };
  const enter = async () => page.locator('form[data-passkey-get] button').click();
  await leave();
  await page.goto('/sign-in?next=%2Faccount');
  // The same passkey on a device that is there when the page is.
  await device.send('WebAuthn.disable');
  await plug();
  await device.send('WebAuthn.addCredential', { authenticatorId, credential: key });
  await enter();
  await page.waitForURL((url) => url.pathname === '/account', { timeout: 60_000 });
  const used = await keys();
  expect.that(used[0].signCount > key.signCount, 'the device has proved itself');

  const remove = page.locator('#passkeys form[action^="/account/passkeys/"] button');
  await remove.click();
  await remove.click(); // it asks once
  await row.waitFor({ state: 'detached' });
  await page.goto('/trace');
  await expect.text(page, 'Thêm khóa đăng nhập Điện thoại của tôi');
  await expect.text(page, 'Gỡ khóa đăng nhập Điện thoại của tôi');
}
