/**
 * A supervisor over small real processes, for supervisor.fault.test.ts: `node keeper.ts <data directory>`.
 * One fake store and two fake servers, one of which has a child of its own. Prints `<name> <pid>` for each life.
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '../bootstrap/preflight.mjs';
import { startChild } from '../supervisor/child.ts';
import { openSupervisor } from '../supervisor/supervisor.ts';

const dataDir = process.argv[2] ?? '';
const order = join(dataDir, 'order');
const leash = pathToFileURL(join(import.meta.dirname, '..', 'supervisor', 'leash.mjs')).href;

/** Writes its name when it is asked to end, so that a test sees in which order things ended. */
const life = (name: string, drain: number) => `
  process.on('SIGTERM', () => setTimeout(() => {
    require('node:fs').appendFileSync(${JSON.stringify(order)}, '${name}\\n');
    process.exit(0);
  }, ${drain}));
  setInterval(() => {}, 1000);
  console.log('{"level":"error","msg":"${name} is up"}');
`;
const withChild = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  require('node:fs').appendFileSync(${JSON.stringify(join(dataDir, 'grandchildren'))}, child.pid + '\\n');
`;

async function main(): Promise<void> {
  const supervisor = await openSupervisor(dataDir, (line) => console.log(line));
  const announce = (name: string, pid: number | undefined) => console.log(`${name} ${pid}`);
  const store = await supervisor.keepStore('fakestore', async () => {
    const code = life('store', 0);
    const spec = {
      command: process.execPath,
      args: ['--import', leash, '-e', code],
      cwd: dataDir,
      env: process.env,
    };
    return startChild({ ...spec, onLine: () => undefined });
  });
  announce('store', store.pid());
  for (const [name, code] of [
    ['plain', life('plain', 200)],
    ['parent', withChild + life('parent', 0)],
  ] as const) {
    const args = ['--import', leash, '-e', code];
    const kept = await supervisor.keepServer({
      name,
      command: process.execPath,
      args,
      cwd: dataDir,
      env: process.env,
    });
    announce(name, kept.pid());
  }
  const stop = () =>
    void supervisor.stop().then(() => {
      appendFileSync(order, 'supervisor\n');
      process.exit(0);
    });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log('ready');
}

if (process.argv.includes('--orphan-only')) {
  // Started without a leash and in a session of its own, like a store: it outlives its supervisor.
  const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
  });
  console.log(`orphan ${orphan.pid}`);
  process.exit(0);
}
main().catch((error: unknown) => {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
});
