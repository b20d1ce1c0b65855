import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Config } from '@kolony/config';
import { Refusal } from '../bootstrap/preflight.mjs';
import type { Kept } from './keep-running.ts';
import type { StoreUrls } from './stores.ts';
import type { Supervisor } from './supervisor.ts';

type ServerName = keyof Config['ports'];

const leash = pathToFileURL(join(import.meta.dirname, 'leash.mjs')).href;
const SERVERS: readonly ServerName[] = ['tracker', 'api', 'worker', 'brand', 'portal'];

export interface ServersPlan {
  root: string;
  config: Config;
  stores: StoreUrls;
  secret: string;
  /** Set when the stores are the embedded ones: only then may the demo's clock be moved. */
  clockFile: string | undefined;
  dev: boolean;
}

/** Starts the five servers and settles when every one answers; throws a Refusal with the log's end when one cannot. */
export async function openServers(supervisor: Supervisor, plan: ServersPlan): Promise<void> {
  const env = environmentOf(plan);
  await Promise.all(
    SERVERS.map(async (name) => {
      const args = isWeb(name)
        ? nextArguments(name, plan)
        : [...(plan.dev ? ['--watch'] : []), 'src/main.ts'];
      const kept = await supervisor.keepServer({
        name,
        command: process.execPath,
        // Watching restarts an inner process; the outer one ends with its group.
        args: [...(plan.dev ? [] : ['--import', leash]), '--disable-warning=ExperimentalWarning', ...args],
        cwd: join(plan.root, 'apps', name),
        env,
      });
      await answers(supervisor, { kept, name, plan });
    }),
  );
}

const isWeb = (name: ServerName) => name === 'brand' || name === 'portal';

function nextArguments(name: ServerName, { root, config, dev }: ServersPlan): string[] {
  const next = join(root, 'apps', name, 'node_modules', 'next', 'dist', 'bin', 'next');
  return [next, dev ? 'dev' : 'start', '-p', String(config.ports[name]), '-H', config.host];
}

function environmentOf({ root, config, stores, secret, clockFile, dev }: ServersPlan): NodeJS.ProcessEnv {
  const { ports, urls } = config;
  return {
    ...process.env,
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // What Node has stripped of types and compiled is kept: a start without the compiler is faster and 20 MB smaller.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node'),
    // An arena of malloc's per thread keeps what another thread freed.
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
    DATABASE_URL: stores.databaseUrl,
    CLICKHOUSE_URL: stores.clickhouseUrl,
    KOLONY_DATA_DIR: config.dataDir,
    KOLONY_HOST: config.host,
    KOLONY_SECRET: secret,
    ...(clockFile ? { KOLONY_CLOCK_FILE: clockFile } : {}),
    BRAND_PORT: String(ports.brand),
    PORTAL_PORT: String(ports.portal),
    TRACKER_PORT: String(ports.tracker),
    API_PORT: String(ports.api),
    WORKER_PORT: String(ports.worker),
    BRAND_PUBLIC_URL: urls.brand,
    PORTAL_PUBLIC_URL: urls.portal,
    TRACKER_PUBLIC_URL: urls.tracker,
    API_PUBLIC_URL: urls.api,
  };
}

/** Polls /readyz; a web app has answered with anything but a server error. */
async function answers(
  supervisor: Supervisor,
  { kept, name, plan }: { kept: Kept; name: ServerName; plan: ServersPlan },
): Promise<void> {
  const { config } = plan;
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${config.ports[name]}/readyz`;
  const deadline = Date.now() + 120_000;
  while (!supervisor.signal.aborted) {
    const status = await statusOf(url);
    if (isWeb(name) ? status > 0 && status < 500 : status === 200) return;
    if (kept.restarts() >= 3 || Date.now() > deadline) {
      const log = supervisor.log(name);
      const what =
        kept.restarts() >= 3
          ? 'ends as soon as it starts'
          : `does not become ready (HTTP ${status || 'silent'})`;
      throw new Refusal(`the ${name} server ${what}.`, `Its log is ${log.path} and ends:\n${log.tail(15)}`);
    }
    await sleep(100);
  }
}

async function statusOf(url: string): Promise<number> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}
