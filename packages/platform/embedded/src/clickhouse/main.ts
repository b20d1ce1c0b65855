/**
 * The local ClickHouse server as a process of its own. Forked by startClickhouse it gets its options by IPC and ends
 * when that process goes away; by hand: node main.ts --data-dir … --port 8123 --user kolony --password ….
 */
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { lockDirectory } from '@kolony/kernel/lock-directory';
import { openEngine } from './engine.ts';
import { forgetLostParts } from './forget-lost-parts.ts';
import type { ClickhouseOptions, ServerMessage } from './options.ts';
import { serveClickhouse } from './serve.ts';
import { MAX_RUNNING } from './slots.ts';

/** The machine is shared: a visitor and an order wait for their answer, a row and a report can come a moment later. */
const AFTER_EVERYBODY = 10;
try {
  // Before the engine has threads: they inherit it.
  setPriority(AFTER_EVERYBODY);
  // Linux weighs sessions before it weighs processes, and this process began one of its own.
  if (process.connected) writeFileSync('/proc/self/autogroup', String(AFTER_EVERYBODY));
} catch {
  // A wish: without it everything is a little slower.
}

/** Statements that still run this long after the end was asked for are cut off. Milliseconds. */
const DRAIN = 10_000;

// Every running statement holds a thread of libuv's pool, which reads its size when it is first used; some are left
// for files and for killing statements.
// biome-ignore lint/style/noProcessEnv: written, not read, and libuv knows no other door.
process.env.UV_THREADPOOL_SIZE = String(MAX_RUNNING + 8);
// The engine takes its time zone from here, whatever the machine's is.
// biome-ignore lint/style/noProcessEnv: as above.
process.env.TZ = 'UTC';

try {
  const options = process.connected ? await optionsByIpc() : optionsByFlags();
  await serve(options);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`clickhouse: ${reason}`);
  await tell({ kind: 'failed', reason });
  process.exit(1);
}

async function serve({ dataDir, port, user, password }: ClickhouseOptions): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(dataDir);
  // Rows of an INSERT wait in a directory that has a relative name; the engine's own path has to be absolute.
  process.chdir(dataDir);
  rmSync('incoming', { recursive: true, force: true });
  mkdirSync('incoming');
  forgetLostParts('engine', 'incoming');
  const engine = openEngine(resolve('engine'), fileURLToPath(new URL('config.xml', import.meta.url)));
  const server = serveClickhouse({ engine, login: { user, password }, incoming: 'incoming' });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), DRAIN);
    server.close(() => {
      engine.close();
      unlock();
      process.exit(0);
    });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);

  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  console.log(`clickhouse: ready on http://127.0.0.1:${taken}`);
  await tell({ kind: 'ready', port: taken });
}

async function tell(message: ServerMessage): Promise<void> {
  if (process.connected) await new Promise((sent) => process.send?.(message, sent));
}

async function optionsByIpc(): Promise<ClickhouseOptions> {
  const [options] = await once(process, 'message');
  return options;
}

function optionsByFlags(): ClickhouseOptions {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string', default: '.kolony/clickhouse' },
      port: { type: 'string', default: '8123' },
      user: { type: 'string', default: 'kolony' },
      password: { type: 'string', default: '' },
    },
  });
  return {
    dataDir: resolve(values['data-dir']),
    port: Number(values.port),
    user: values.user,
    password: values.password,
  };
}
