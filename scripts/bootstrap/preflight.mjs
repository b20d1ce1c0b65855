/** What can be known to go wrong before anything is installed; each answer is one line with its remedy. */
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { say } from './steps.mjs';

/** A foreseen failure: what is wrong and what to do, printed as one line. */
export class Refusal extends Error {
  constructor(problem, remedy) {
    super(`${problem} ${remedy}`);
    this.name = 'Refusal';
  }
}

/** The servers' ports: the variable that moves each, and where it stands unset. Equal to packages/platform/config. */
export const PORTS = [
  { name: 'brand', variable: 'BRAND_PORT', fallback: 3000 },
  { name: 'portal', variable: 'PORTAL_PORT', fallback: 3001 },
  { name: 'tracker', variable: 'TRACKER_PORT', fallback: 3002 },
  { name: 'api', variable: 'API_PORT', fallback: 3003 },
  { name: 'worker', variable: 'WORKER_PORT', fallback: 3004 },
];

const GB = 1024 ** 3;
/** node_modules is 1.9 GB, the two builds, the stores and pnpm's own cache come on top. */
const INSTALL_BYTES = 4 * GB;
const RUN_BYTES = GB / 2;

export function checkNode(version) {
  const major = Number(version.replace(/^v/, '').split('.')[0]);
  if (major >= 20) return undefined;
  return new Refusal(
    `Node ${version} is too old.`,
    'Install Node 20 or newer (https://nodejs.org) and run again.',
  );
}

/** `glibc` is the C library's version, undefined where there is none (musl). */
export function checkPlatform({ platform, arch, glibc }) {
  if ((platform !== 'linux' && platform !== 'darwin') || (arch !== 'x64' && arch !== 'arm64'))
    return new Refusal(
      `${platform}-${arch} is not supported.`,
      'Use Linux or macOS on x64 or arm64 (on Windows: WSL 2).',
    );
  if (platform === 'linux' && !glibc)
    return new Refusal(
      'this Linux has no glibc (musl?), and the ClickHouse engine needs it.',
      'Use Debian, Ubuntu, Fedora or another glibc system.',
    );
  return undefined;
}

export function checkDisk({ free, needed, where }) {
  if (free >= needed) return undefined;
  const gb = (bytes) => (bytes / GB).toFixed(1);
  return new Refusal(
    `${gb(free)} GB free at ${where}, ${gb(needed)} GB needed.`,
    'Free some space and run again.',
  );
}

/** Creates the folder when missing: whether one may write there is best asked by doing it. */
export function checkWritable(folder, how) {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch {
    return new Refusal(`${folder} is not writable.`, how);
  }
}

/** Not mkdir's own `recursive`: that loops for ever where a parent exists and refuses children with ENOENT (/proc). */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/**
 * Every port of `wanted` ([{ name, variable, port }]) that cannot be bound on `host`, as lines that name its variable.
 * Answers in the order given.
 */
export async function checkPorts(wanted, host) {
  const problems = [];
  const seen = new Map();
  for (const { name, variable, port } of wanted) {
    const twin = seen.get(port);
    seen.set(port, variable);
    if (twin) {
      problems.push(
        new Refusal(`${variable} and ${twin} are both ${port}.`, `Give ${variable} another port.`),
      );
      continue;
    }
    const reason = await portTrouble(port, host);
    if (reason === 'host')
      return [
        new Refusal(
          `KOLONY_HOST=${host} is no address of this machine.`,
          'Unset it, or use 127.0.0.1 or 0.0.0.0.',
        ),
      ];
    if (reason === 'denied')
      problems.push(
        new Refusal(
          `port ${port} (${name}, ${variable}) may not be used by this user.`,
          `Set ${variable} to 1024 or more.`,
        ),
      );
    if (reason === 'taken')
      problems.push(
        new Refusal(
          `port ${port} (${name}, ${variable}) is taken by another program.`,
          `Stop it, or choose another: ${variable}=${port + 100} npm start.`,
        ),
      );
  }
  return problems;
}

/** Connects before it binds: macOS lets one bind a specific address beside a wildcard listener. */
async function portTrouble(port, host) {
  const probe = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const answered = await new Promise((done) => {
    const socket = connect({ port, host: probe });
    const settle = (answer) => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(500, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
  if (answered) return 'taken';
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') done('host');
      else done(error.code === 'EACCES' ? 'denied' : 'taken');
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

/** The ports as the environment sets them; a value that is no port is left to the full validation at start. */
export function wantedPorts(env) {
  return PORTS.map(({ name, variable, fallback }) => {
    const given = Number(env[variable] || fallback);
    return {
      name,
      variable,
      port: Number.isInteger(given) && given > 0 && given < 65_536 ? given : fallback,
    };
  });
}

function dataDirectory(root, env) {
  const given = env.KOLONY_DATA_DIR || '.kolony';
  return isAbsolute(given) ? given : resolve(root, given);
}

function freeBytes(folder) {
  let at = folder;
  while (!existsSync(at)) at = dirname(at);
  const { bavail, bsize } = statfsSync(at);
  return bavail * bsize;
}

function thisMachine() {
  const { platform, arch } = process;
  // On a Linux with glibc, Node's own report names its version.
  const glibc = platform === 'linux' ? process.report.getReport().header.glibcVersionRuntime : undefined;
  return { platform, arch, glibc };
}

/**
 * The checks of a command, cheap ones always, those of an installation only when one is due. A serving command's
 * ports are checked here only before an installation, so that nobody waits minutes to hear of a taken port; start.ts
 * checks them again in full, after ending what a crash left behind.
 */
export async function earlyProblems(root, { env, installing, serving }) {
  const data = dataDirectory(root, env);
  const problems = [checkNode(process.version)];
  if (installing) {
    problems.push(checkPlatform(thisMachine()));
    problems.push(checkWritable(root, 'Give yourself write permission, or clone it elsewhere.'));
    problems.push(checkDisk({ free: freeBytes(root), needed: INSTALL_BYTES, where: root }));
  }
  if (serving) {
    problems.push(
      checkWritable(data, 'Give yourself write permission, or set KOLONY_DATA_DIR to another folder.'),
    );
    problems.push(checkDisk({ free: freeBytes(data), needed: RUN_BYTES, where: data }));
    if (installing && !existsSync(join(data, 'processes.json')))
      problems.push(...(await checkPorts(wantedPorts(env), env.KOLONY_HOST || '127.0.0.1')));
  }
  return problems.filter((problem) => problem !== undefined);
}

/** `npm run doctor`, first half: every check that needs nothing installed, each with its mend. */
export async function diagnose(root, env) {
  const data = dataDirectory(root, env);
  const machine = thisMachine();
  const checks = [
    [`Node ${process.version}`, checkNode(process.version)],
    [`platform ${machine.platform}-${machine.arch}`, checkPlatform(machine)],
    ['checkout is writable', checkWritable(root, 'Give yourself write permission, or clone it elsewhere.')],
    ['data directory is writable', checkWritable(data, 'Set KOLONY_DATA_DIR to a folder of yours.')],
    ['disk space', checkDisk({ free: freeBytes(data), needed: RUN_BYTES, where: data })],
  ];
  if (process.getuid?.() === 0)
    say('· running as root: fine; PostgreSQL refuses root and gets a user of its own.');
  for (const [what, problem] of checks) say(problem ? `✗ ${what}: ${problem.message}` : `✓ ${what}`);
  return checks.every(([, problem]) => problem === undefined);
}
