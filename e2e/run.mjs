// Starts the built program with the demo world and runs the stories against it: `node run.mjs [FILTER]`.
// LUUVET_BIN: the program (else target/debug/luuvet); CHROMIUM: the browser (else /usr/bin/chromium).

import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { launch } from './harness/browser.mjs';
import { start } from './harness/program.mjs';
import { read, run } from './harness/stories.mjs';

const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../target', import.meta.url));
const binary = process.env.LUUVET_BIN ?? join(target, 'debug/luuvet');

const stories = await read(new URL('./stories/', import.meta.url), process.argv[2]);
let failed = 0;
if (stories.length) {
  let program;
  let browser;
  try {
    program = await start(binary);
    browser = await launch();
    for (const story of stories) {
      const begin = Date.now();
      const trouble = await run(story, { browser, ...program });
      console.log(`${trouble ? 'FAILED' : 'ok'} ${story.name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
      if (trouble) {
        failed += 1;
        console.log(trouble);
      }
    }
    if (failed) console.log(`── the program's last words\n${program.output()}`);
  } catch (error) {
    console.log(error.message);
    failed = stories.length;
  } finally {
    await browser?.close();
    await program?.stop();
  }
}
console.log(`stories: ${stories.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
