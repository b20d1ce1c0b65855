import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { binaries } from './binaries.ts';
import { type Owner, ownerOf } from './owner.ts';

const run = promisify(execFile);
const USER = 'kolony';
const DATABASE = 'kolony';
/** Nothing of ours is PostgreSQL's business; messages in English, whatever the machine speaks. */
const ENVIRONMENT: NodeJS.ProcessEnv = { NODE_ENV: 'production', LC_ALL: 'C' };

export interface PostgresOptions {
  /** Made when missing; holds the cluster and its password (mode 600). */
  dataDir: string;
  port: number;
  log?: ((line: string) => void) | undefined;
}

export interface RunningPostgres {
  url: string;
  pid: number;
  /** Settles when the server is gone, however it ended. */
  exited: Promise<void>;
  /** Fast shutdown: clients are disconnected, everything is written. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on loopback with its data in `dataDir`, after a crash too: a leftover postmaster of this directory
 * is ended first. Durable: fsync and synchronous_commit are on, and asserted.
 */
export async function startPostgres({
  dataDir,
  port,
  log = () => undefined,
}: PostgresOptions): Promise<RunningPostgres> {
  const programs = await binaries();
  mkdirSync(dataDir, { recursive: true });
  const owner = ownerOf(dataDir);
  // Without symbolic links: a running server is recognised by the directory it works in.
  const cluster = join(realpathSync(dataDir), 'cluster');
  const password = passwordIn(dataDir);
  await endLeftover(cluster);
  if (!existsSync(join(cluster, 'PG_VERSION')))
    await initialise(programs.initdb, { dataDir, cluster, owner, password });
  const server = launch(programs.postgres, { cluster, port, owner, log });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  await whenReady(server, url);
  return {
    url,
    pid: server.pid ?? 0,
    exited,
    async stop() {
      if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT');
      await exited;
    },
  };
}

function passwordIn(dataDir: string): string {
  const file = join(dataDir, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

interface Cluster {
  dataDir: string;
  cluster: string;
  owner: Owner;
  password: string;
}

/** initdb refuses a directory with anything in it, so one that was interrupted is begun again. */
async function initialise(initdb: string, { dataDir, cluster, owner, password }: Cluster): Promise<void> {
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = join(dataDir, 'initdb-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) for (const path of [dataDir, cluster, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const options = [
    `--pgdata=${cluster}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ];
  try {
    await run(initdb, options, { ...owner, env: ENVIRONMENT });
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
  chmodSync(cluster, 0o700);
}

/** What the money depends on (fsync, synchronous_commit) is said here, whatever the cluster's own file says. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '200',
  shared_buffers: '256MB',
  timezone: 'UTC',
  log_min_messages: 'warning',
};

function launch(
  postgres: string,
  { cluster, port, owner, log }: { cluster: string; port: number; owner: Owner; log(line: string): void },
): ChildProcess {
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  // Its own process group: Ctrl-C in a terminal reaches the supervisor only, which stops the stores last.
  const server = spawn(postgres, ['-D', cluster, ...settings], {
    ...owner,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ENVIRONMENT,
  });
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) if (line.trim()) log(line);
    });
  return server;
}

const READY_WITHIN_MS = 60_000;

/** Recovery after a crash can take a while; the server says "starting up" (57P03) until it is done. */
async function whenReady(server: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  const maintenance = url.replace(/\/[^/]*$/, '/postgres');
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(
        `PostgreSQL did not start (exit ${server.exitCode ?? server.signalCode}); its log says why.`,
      );
    const client = new Client({ connectionString: maintenance, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await prepare(client);
      return;
    } catch (error) {
      if (error instanceof NotDurable || Date.now() > deadline) throw error;
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

class NotDurable extends Error {}

async function prepare(client: Client): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit']) {
    const { rows } = await client.query(`SHOW ${setting}`);
    if (rows[0]?.[setting] !== 'on')
      throw new NotDurable(`${setting} is ${rows[0]?.[setting]}: acknowledged money could be lost.`);
  }
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
}

/**
 * After kill -9 of the postmaster its children may live on for moments and hold the shared memory; after kill -9 of the
 * supervisor the whole server may. postmaster.pid names it; that it is a postgres of this very directory is verified
 * before anything is ended.
 */
async function endLeftover(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const mine = () => processesOf(cluster);
  if (mine().includes(pid)) signal(pid, 'SIGINT');
  const deadline = Date.now() + 20_000;
  while (mine().length > 0) {
    if (Date.now() > deadline) for (const left of mine()) signal(left, 'SIGKILL');
    await sleep(50);
  }
  rmSync(file, { force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between.
  }
}

/** Every process that works in the cluster's directory: postgres changes into it, so its cwd is the proof. Linux only. */
function processesOf(cluster: string): number[] {
  if (process.platform !== 'linux') return [];
  const own: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const cwd = readlinkSync(`/proc/${name}/cwd`);
      if (cwd === cluster) own.push(Number(name));
    } catch {
      // Not ours to look at, or gone.
    }
  }
  return own;
}
