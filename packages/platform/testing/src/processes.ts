import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../../../..');

export interface ServerProcess extends AsyncDisposable {
  pid: number;
  /** Everything it printed. */
  output(): string;
  exited: Promise<void>;
  /** As a power cut would: no signal handler runs. */
  kill9(): Promise<void>;
  /** SIGTERM, and waits for its end. */
  stop(): Promise<void>;
}

/**
 * Starts a server of this repository (`entry` from the root, e.g. apps/tracker/src/main.ts) on the Node that runs the
 * tests, and waits until `readyUrl` answers 200. Throws with what it printed when it ends before that.
 */
export async function startProcess({
  entry,
  env,
  readyUrl,
}: {
  entry: string;
  env: Record<string, string>;
  readyUrl: string;
}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [resolve(ROOT, entry)], {
    cwd: ROOT,
    // Nothing of the test run's environment is inherited: what a server reads is what the test gave it.
    env: {
      PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  await answers(child, { readyUrl, printed: () => printed });
  const end = async (signal: NodeJS.Signals) => {
    if (running(child)) child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid ?? 0,
    output: () => printed,
    exited,
    kill9: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  };
}

const running = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

async function answers(
  child: ChildProcess,
  { readyUrl, printed }: { readyUrl: string; printed: () => string },
): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (!running(child))
      throw new Error(`The process ended (${child.exitCode ?? child.signalCode}):\n${printed()}`);
    try {
      if ((await fetch(readyUrl, { signal: AbortSignal.timeout(2_000) })).ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${readyUrl} did not answer within 30 s:\n${printed()}`);
    }
    await sleep(25);
  }
}
