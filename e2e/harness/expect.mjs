// What a story may demand. Those about a page wait until it is so, or until the page's own limit.

import { isDeepStrictEqual } from 'node:util';

export const expect = {
  /** A plain condition. */
  that(condition, what) {
    if (!condition) throw new Error(`expected ${what}`);
  },

  /** Equal values. */
  equal(seen, wanted, what) {
    if (!isDeepStrictEqual(seen, wanted)) {
      throw new Error(`${what}: expected ${JSON.stringify(wanted)}, saw ${JSON.stringify(seen)}`);
    }
  },

  /** The text (a string or a regular expression) is visible somewhere on the page. */
  async text(page, wanted) {
    await told(page, `to see ${wanted}`, page.getByText(wanted).first().waitFor({ state: 'visible' }));
  },

  /** The text is not visible, or no longer. */
  async no_text(page, unwanted) {
    await told(page, `not to see ${unwanted}`, page.getByText(unwanted).first().waitFor({ state: 'hidden' }));
  },

  /** The element of this selector is visible; gives its locator. */
  async element(page, selector) {
    const element = page.locator(selector).first();
    await told(page, `to find ${selector}`, element.waitFor({ state: 'visible' }));
    return element;
  },

  /** The page's address has this path. */
  async path(page, path) {
    await told(page, `the path ${path}`, page.waitForURL((url) => url.pathname === path));
  },
};

async function told(page, what, wait) {
  try {
    await wait;
  } catch (error) {
    const body = await page.locator('body').innerText().catch(() => '');
    throw new Error(`expected ${what} on ${page.url()}; the page says:\n${body.slice(0, 1500)}`, { cause: error });
  }
}
