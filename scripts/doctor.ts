/** `npm run doctor`, second half: what needs the installed packages. Each line is a check; a bad one says its mend. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Config, readConfig } from '@kolony/config';
import { openDatabase } from '@kolony/db';
import { checkDrift } from '@kolony/db/migrate';
import { auditLedger } from '@kolony/ledger';
import { checkPorts, wantedPorts } from './bootstrap/preflight.mjs';
import { say } from './bootstrap/steps.mjs';
import { readAhead } from './clock.ts';
import { isBuilt } from './supervisor/build-web.ts';
import { lockHolder } from './supervisor/lock.ts';
import { runningStores } from './supervisor/stores.ts';
import { root } from './tool.ts';

let ill = 0;
const well = (what: string) => say(`✓ ${what}`);
const note = (what: string) => say(`· ${what}`);
function bad(what: string, mend: string): void {
  ill++;
  say(`✗ ${what}. Mend: ${mend}`);
}

function environment(): Config | undefined {
  try {
    const config = readConfig();
    well('environment variables are valid');
    return config;
  } catch (error) {
    bad(
      error instanceof Error ? error.message.replaceAll('\n', ' ') : String(error),
      'correct or unset these variables',
    );
    return undefined;
  }
}

function browser(): void {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .some((path) => names.some((name) => existsSync(join(path, name))));
  if (found) well('a Chromium for the browser tests');
  else
    bad(
      'no Chromium on PATH (only npm test needs one)',
      'apt-get install -y chromium fonts-noto-cjk, or your system’s equivalent',
    );
}

async function whatRuns(config: Config): Promise<void> {
  const holder = lockHolder(config.dataDir);
  if (!holder) {
    const taken = await checkPorts(wantedPorts(process.env), config.host);
    for (const { message } of taken) bad(message, 'as it says');
    if (taken.length === 0) well('all five ports are free');
    note('not running: stores and servers are looked at while npm start runs');
    return;
  }
  well(`running on ${config.dataDir} (process ${holder.pid})`);
  for (const { name, port } of wantedPorts(process.env)) await server(config, { name, port });
  await stores(config);
}

async function server(config: Config, { name, port }: { name: string; port: number }): Promise<void> {
  const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host;
  const log = join(config.dataDir, 'logs', `${name}.log`);
  try {
    const response = await fetch(`http://${host}:${port}/readyz`, {
      signal: AbortSignal.timeout(5_000),
      redirect: 'manual',
    });
    if (response.status < 500) well(`${name} answers on port ${port}`);
    else
      bad(
        `${name} is up but not ready (HTTP ${response.status}): ${(await response.text()).slice(0, 200)}`,
        `see ${log}`,
      );
  } catch {
    bad(`${name} does not answer on port ${port}`, `see ${log}; the supervisor keeps trying to start it`);
  }
}

async function stores(config: Config): Promise<void> {
  const urls = runningStores(config);
  if (!urls) return bad('the stores are not up yet', 'wait for npm start to say that it is ready');
  const db = openDatabase(urls.databaseUrl);
  try {
    const [setting] = await db.$queryRaw<{ synchronous_commit: string }[]>`SHOW synchronous_commit`;
    if (setting?.synchronous_commit === 'on') well('PostgreSQL answers, and commits wait for the disk');
    else
      bad(
        `PostgreSQL's synchronous_commit is ${setting?.synchronous_commit}`,
        'ALTER SYSTEM SET synchronous_commit = on',
      );
    const drift = await checkDrift(urls.databaseUrl);
    if (drift) bad('prisma/schema and the migrations differ', 'npm run migrate -- --create <name>');
    else well('the schema and its migrations agree');
    const { drift: wrong, accounts } = await auditLedger(db);
    if (wrong.length > 0)
      bad(`${wrong.length} of ${accounts} balances drift`, 'npm run ledger-audit, and do not pay out');
    else well(`${accounts} ledger balances equal their entries`);
  } catch (error) {
    bad(
      `PostgreSQL: ${error instanceof Error ? error.message : error}`,
      `see ${join(config.dataDir, 'logs', 'postgres.log')}`,
    );
  } finally {
    await db.$disconnect();
  }
  const { origin } = new URL(urls.clickhouseUrl);
  const answer = await fetch(`${origin}/ping`, { signal: AbortSignal.timeout(5_000) }).then(
    (r) => r.ok,
    () => false,
  );
  if (answer) well('ClickHouse answers');
  else
    bad(
      'ClickHouse does not answer',
      `see ${join(config.dataDir, 'logs', 'clickhouse.log')}; orders and redirects go on`,
    );
}

const config = environment();
browser();
if (isBuilt(root)) well('the web apps are built from the present sources');
else note('the web apps are not built from the present sources: npm start builds them');
if (config) {
  const ahead = readAhead(config.clockFile ?? join(config.dataDir, 'clock'));
  if (ahead !== 0)
    note(`the demo's clock is ${(ahead / 86_400_000).toFixed(2)} days ahead: npm run clock -- reset`);
  const demo = join(config.dataDir, 'demo.json');
  if (existsSync(demo) && JSON.parse(readFileSync(demo, 'utf8')).urls?.brand !== config.urls.brand)
    note('demo.json names other addresses than the environment does now: the next npm start writes it again');
  await whatRuns(config);
}
say(ill === 0 ? '\nNothing is wrong.' : `\n${ill} ${ill === 1 ? 'thing needs' : 'things need'} mending.`);
process.exitCode = ill === 0 ? 0 : 1;
