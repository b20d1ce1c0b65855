import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { say } from './bootstrap/steps.mjs';
import { freePort } from './supervisor/private-state.ts';
import { type Counts, playwrightCounts } from './test-counts.ts';
import { root, runTool } from './tool.ts';

/**
 * The journeys in a real browser over the production build: a complete `npm start` on ports and data of its own, with
 * the demo in it. Playwright gets the same environment, so e2e reads the addresses by readConfig and the logins from
 * demo.json in KOLONY_DATA_DIR.
 */
export async function runBrowserTests(scratch: string): Promise<Counts> {
  const dataDir = join(scratch, 'data');
  const ports = await distinctPorts(['BRAND_PORT', 'PORTAL_PORT', 'TRACKER_PORT', 'API_PORT', 'WORKER_PORT']);
  const env = {
    ...process.env,
    ...ports,
    KOLONY_DATA_DIR: dataDir,
    KOLONY_SEED: 'demo',
    KOLONY_WEBHOOKS_TO_LOOPBACK: 'true', // the tests' receiver is on this machine
  };
  const started = await startKolony(env);
  try {
    const report = join(scratch, 'e2e.json');
    const { code } = await runTool(
      'playwright',
      ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
      {
        show: true,
        env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      },
    );
    return playwrightCounts(report, code);
  } finally {
    await started.stop();
  }
}

async function distinctPorts(variables: readonly string[]): Promise<Record<string, string>> {
  const ports = new Set<number>();
  while (ports.size < variables.length) ports.add(await freePort());
  return Object.fromEntries([...ports].map((port, at) => [variables[at] ?? '', String(port)]));
}

/** Settles when everything is ready; throws when it ends before that (it has said why). */
async function startKolony(env: NodeJS.ProcessEnv): Promise<{ stop(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'start.ts')],
    {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const ended = new Promise<number | null>((done) => {
    child.once('exit', done);
  });
  const ready = new Promise<true>((done) => {
    child.once('message', () => done(true));
  });
  const first = await Promise.race([ready, ended]);
  if (first !== true) throw new Error(`Kolony did not start for the browser tests (exit ${first}).`);
  return { stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  child.kill('SIGTERM');
  const code = await ended;
  if (code !== 0) say(`Stopping after the browser tests ended with exit ${code}.`);
}
