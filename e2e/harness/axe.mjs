// Accessibility: axe runs in a world of its own beside the page, so the page's content security policy stays in force.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const SOURCE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const RUN = `axe.run(document, ${JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] })})`;
const PLACES_TOLD = 5;

/** Fails with a list when the page, in light or dark, breaks a rule. */
export async function axe(page) {
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const rule of await violations(page)) {
      const places = rule.nodes.slice(0, PLACES_TOLD).map((node) => `\n    ${node.target.join(' ')}: ${node.any[0]?.message ?? node.html}`);
      found.push(`  ${rule.id} (${colorScheme}): ${rule.help}${places.join('')}`);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (found.length) throw new Error(`axe finds on ${page.url()}:\n${found.join('\n')}`);
}

async function violations(page) {
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const world = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
    const contextId = world.executionContextId;
    const evaluate = async (expression, more) => {
      const answer = await session.send('Runtime.evaluate', { expression, contextId, ...more });
      if (answer.exceptionDetails) throw new Error(`axe: ${answer.exceptionDetails.exception?.description}`);
      return answer.result.value;
    };
    await evaluate(`${await SOURCE};0`);
    return (await evaluate(RUN, { awaitPromise: true, returnByValue: true })).violations;
  } finally {
    await session.detach();
  }
}
