// The program under test: started with the demo world in a temporary folder, stopped at the end.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.mjs';

const START_MS = 180_000; // the first start makes the demo world
const STOP_MS = 15_000;
const LINES_KEPT = 60;

/** Starts `binary demo` on a free port; resolves when it answers: `{ base, password, output(), stop() }`. */
export async function start(binary) {
  const data = await mkdtemp(join(tmpdir(), 'luuvet-e2e-'));
  const program = spawn(binary, ['demo', '--data', data, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let ended = null;
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  }
  program.on('error', (error) => (ended = error.message));
  program.on('exit', (code, signal) => (ended ??= `exit code ${code ?? signal}`));

  const output = () => said.split('\n').slice(-LINES_KEPT).join('\n');
  const stop = async () => {
    program.kill('SIGTERM');
    await until(() => ended, STOP_MS, 'the program to stop').catch(() => program.kill('SIGKILL'));
    await rm(data, { recursive: true, force: true });
  };

  try {
    const alive = () => {
      if (ended) throw new Error(`the program stopped at once (${ended}):\n${output()}`);
    };
    const base = await until(
      () => (alive(), said.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0]), START_MS, 'the address of the program');
    await until(() => (alive(), answers(base)), START_MS, 'an answer of the program');
    const password = process.env.LUUVET_DEMO_PASSWORD ?? said.match(/(?:Mật khẩu|Password)[^:\n]*:\s*(\S+)/i)?.[1];
    return { base, password, output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answers(base) {
  try {
    return (await fetch(base, { redirect: 'manual' })).status > 0;
  } catch {
    return false;
  }
}
