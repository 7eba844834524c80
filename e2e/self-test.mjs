// Does the harness notice what it must notice? Tried against harness/small-program.mjs.

import { fileURLToPath } from 'node:url';
import { launch } from './harness/browser.mjs';
import { start } from './harness/program.mjs';
import { read, run } from './harness/stories.mjs';

const program = await start(fileURLToPath(new URL('./harness/small-program.mjs', import.meta.url)));
const browser = await launch();

/** What the harness must say about a story: nothing, or something that contains these words. */
const cases = [
  ...(await read(new URL('./stories/', import.meta.url), 'sign-in')).map((story) => [story.name, story.run, null]),
  ['signs in', async ({ sign_in, expect }) => expect.path(await sign_in('clerk'), '/'), null],
  ['a refusal is an answer', async ({ visit, expect }) => expect.text(await visit('/nowhere'), 'Not found'), null],
  ['inline script', ({ visit }) => visit('/inline-script'), 'Content Security Policy'],
  ['inline style', ({ visit }) => visit('/inline-style'), 'Content Security Policy'],
  ['missing picture', ({ visit }) => visit('/missing-picture'), '404'],
  ['an exception', ({ visit }) => visit('/throws'), 'thrown on purpose'],
  ['a field without label', async ({ visit, axe }) => axe(await visit('/no-label')), 'label (light)'],
  ['pale only in the dark', async ({ visit, axe }) => axe(await visit('/pale')), 'color-contrast (dark)'],
  ['a page too wide', async ({ visit, shot }) => shot(await visit('/wide'), 'self-test-wide'), 'px wide in a window of 360'],
  ['a text that never comes', async ({ visit, expect }) => {
    const page = await visit('/');
    page.setDefaultTimeout(200);
    await expect.text(page, 'Goodbye');
  }, 'Welcome'],
  ['a wrong value', ({ expect }) => expect.equal([1], [2], 'the list'), 'the list: expected [2], saw [1]'],
];

let failed = 0;
for (const [name, story, wanted] of cases) {
  const trouble = await run({ name: `self-test-${name}`, run: async (tools) => story(tools) }, { browser, ...program });
  const good = wanted === null ? trouble === null : trouble?.includes(wanted);
  if (good) continue;
  failed += 1;
  console.log(`FAILED ${name}: wanted ${wanted ?? 'no trouble'}, got ${trouble}`);
}
await browser.close();
await program.stop();
const nothing = await start('/bin/false').catch((error) => error.message);
if (!String(nothing).includes('stopped at once')) {
  failed += 1;
  console.log(`FAILED a program that stops: ${nothing}`);
}
console.log(`harness: ${cases.length + 1 - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
