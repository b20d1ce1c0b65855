import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { present } from '@kolony/kernel';
import type { ClickhouseOptions, ServerMessage } from './options.ts';

export interface RunningClickhouse {
  /** `http://user:password@127.0.0.1:port/kolony`, as CLICKHOUSE_URL wants it. */
  url: string;
  pid: number;
  /** Lets running statements finish, for 10 s at most. May be called again. */
  stop(): Promise<void>;
  /** When the process is gone, for whatever reason. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** The server cuts off its own statements after 10 s; past this it is ended by force. Milliseconds. */
const PATIENCE = 15_000;

/**
 * Starts the local ClickHouse server in a process of its own, and resolves when it answers. It ends with this process.
 * Throws an Error with the reason when it does not start: a busy port, or another process on the same directory.
 */
export async function startClickhouse({
  log,
  ...options
}: ClickhouseOptions & { log?: (line: string) => void }): Promise<RunningClickhouse> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  // In a process group of its own: a terminal's Ctrl-C is for this process, which ends its stores last.
  const child = fork(main, [], { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true });
  for (const output of [child.stdout, child.stderr])
    createInterface({ input: present(output, 'piped output') }).on('line', (line) => log?.(line));
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const { user, password } = options;
  child.send({ ...options, dataDir: resolve(options.dataDir) } satisfies ClickhouseOptions);

  const message = await Promise.race<ServerMessage>([
    once(child, 'message').then(([sent]) => sent),
    exited.then(({ code, signal }) => ({ kind: 'failed', reason: `it ended with ${signal ?? code}` })),
  ]);
  if (message.kind === 'failed') throw new Error(`ClickHouse did not start: ${message.reason}`);

  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return {
    url: `http://${login}@127.0.0.1:${message.port}/kolony`,
    pid: present(child.pid, 'pid of a running process'),
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await exited;
      clearTimeout(force);
    },
  };
}
