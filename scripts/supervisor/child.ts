import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Running } from './keep-running.ts';

export interface ChildSpec {
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  onLine(line: string): void;
  /** How long it may drain after SIGTERM before SIGKILL. Milliseconds. */
  patience?: number;
}

/**
 * Starts a server process in a process group of its own, so that a terminal's Ctrl-C reaches only the supervisor and
 * what a child itself started ends with it. The IPC channel is the leash: see leash.mjs.
 */
export async function startChild(spec: ChildSpec): Promise<Running> {
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  await new Promise<void>((started, failed) => {
    child.once('spawn', started);
    child.once('error', failed);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${spec.command} did not start`);
  for (const stream of [child.stdout, child.stderr])
    if (stream)
      createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', spec.onLine);
  const exited = whenExited(child).then((reason) => {
    killGroup(pid);
    return reason;
  });
  return {
    pid,
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const insist = setTimeout(() => killGroup(pid), spec.patience ?? 15_000);
      await exited;
      clearTimeout(insist);
    },
  };
}

function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((done) => {
    child.once('exit', (code, signal) => done(signal ?? `exit ${code}`));
  });
}

/** The group keeps its number while any member lives, so this reaches the child's own children and nobody else. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // No member is left.
  }
}
