// The first page that anybody sees, in both languages, and what it says to a wrong password.

export const name = 'sign-in';

export async function run({ visit, send_sign_in, shot, axe, expect }) {
  const sentences = [];
  for (const [language, locale] of [['vi', 'vi-VN'], ['en', 'en-GB']]) {
    const page = await visit('/sign-in', { locale });
    expect.equal(await page.locator('html').getAttribute('lang'), language, 'the language of the page');
    await axe(page);
    await shot(page, `sign-in-${language}`);

    await send_sign_in(page, 'nobody-of-this-name', 'a wrong password');
    const alert = await expect.element(page, '[role=alert]');
    await expect.path(page, '/sign-in');
    expect.equal(await page.locator('input[name=login]').inputValue(), 'nobody-of-this-name', 'the name that was typed');
    expect.equal(await page.locator('input[name=password]').inputValue(), '', 'the password');
    await axe(page);
    await shot(page, `sign-in-refused-${language}`);

    const sentence = (await alert.innerText()).trim();
    expect.that(sentence.includes(' '), `a sentence, not "${sentence}"`);
    sentences.push(sentence);
  }
  expect.that(sentences[0] !== sentences[1], `a sentence in each language, not twice "${sentences[0]}"`);
}
