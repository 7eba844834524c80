// Pictures of a page at three widths, light and dark, into e2e/shots/.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../shots/', import.meta.url));
const SIZES = [[360, 740], [768, 1024], [1440, 900]];

/** Takes six pictures `name-width-scheme.png`; fails when the page is wider than its window. Returns their paths. */
export async function shot(page, name) {
  await mkdir(FOLDER, { recursive: true });
  const before = page.viewportSize();
  const paths = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      const path = `${FOLDER}${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true });
      paths.push(path);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) throw new Error(`${page.url()} is ${wide} px wide in a window of ${width} px`);
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
  return paths;
}

/** One picture of the page as it is. */
export async function picture(page, name) {
  await mkdir(FOLDER, { recursive: true });
  const path = `${FOLDER}${name}.png`;
  await page.screenshot({ path });
  return path;
}

/** Until fonts are loaded and two frames are drawn. */
const settled = (page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
