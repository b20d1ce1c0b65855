/** Installing what the lock file pins, once per change of it. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './preflight.mjs';
import { say, step } from './steps.mjs';

/** Pinned here: with a packageManager field a second install failed on platforms the registry does not serve. */
export const PNPM = 'pnpm@12.21.0';

const stampFile = (root) => join(root, 'node_modules', '.kolony-installed');

/** The lock file and every manifest, since pnpm refuses a frozen lock that disagrees with one of them. */
function fingerprint(root) {
  const folders = ['apps', ...readdirSync(join(root, 'packages')).map((group) => join('packages', group))];
  const members = folders.flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')),
  );
  const files = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    join('scripts', 'package.json'),
    ...members.sort(),
  ];
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of files)
    if (existsSync(join(root, file))) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

export function isInstalled(root) {
  const stamp = stampFile(root);
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint(root) &&
    existsSync(join(root, 'node_modules', 'node', 'bin', 'node'))
  );
}

export async function installPackages(root) {
  if (isInstalled(root)) return;
  if (process.getuid?.() === 0)
    say('  · running as root: fine; PostgreSQL refuses root and gets a user of its own.');
  const release = await takeTurn(root);
  try {
    if (isInstalled(root)) return;
    const log = join(root, '.turbo', 'install.log');
    await step('install packages (the first time takes a minute or two)', () => pnpmInstall(root, log));
    writeFileSync(stampFile(root), fingerprint(root));
  } finally {
    release();
  }
}

/** `npm start` and `npm test` side by side on a fresh clone: the second waits for the first one's installation. */
async function takeTurn(root) {
  const turn = join(root, '.turbo', 'installing');
  mkdirSync(join(root, '.turbo'), { recursive: true });
  for (let told = false; ; ) {
    try {
      const file = openSync(turn, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(turn, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = existsSync(turn) ? Number(readFileSync(turn, 'utf8')) : 0;
    if (holder > 0 && !isAlive(holder)) {
      rmSync(turn, { force: true });
      continue;
    }
    if (!told && holder > 0) say(`  · another command (process ${holder}) is installing; waiting for it.`);
    told ||= holder > 0;
    await sleep(500);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function pnpmInstall(root, log) {
  const output = openSync(log, 'w');
  const code = await new Promise((done) => {
    const child = spawn('npx', ['-y', PNPM, 'install', '--frozen-lockfile'], {
      cwd: root,
      stdio: ['ignore', output, output],
      env: {
        ...process.env,
        CI: 'true', // never a question
        npm_config_loglevel: 'notice', // `npm --silent` would leave nothing to explain a failure with
        npm_config_fetch_retry_mintimeout: '1000',
        npm_config_fetch_retry_maxtimeout: '5000',
      },
    });
    child.on('error', () => done('missing'));
    child.on('exit', (status) => done(status ?? 1));
  });
  closeSync(output);
  if (code === 0) return;
  if (code === 'missing')
    throw new Refusal(
      'npx is not on PATH.',
      'Install npm (it comes with Node from https://nodejs.org) and run again.',
    );
  throw explainFailure(readFileSync(log, 'utf8'), log);
}

/** The installer's own words, turned into one line with a remedy. */
export function explainFailure(output, log) {
  const whole = `The installer's own words: ${log}`;
  if (/ENOSPC|no space left/i.test(output))
    return new Refusal('the disk is full.', `Free some space and run again. ${whole}`);
  if (/ERR_PNPM_OUTDATED_LOCKFILE|Cannot install with "frozen-lockfile"/.test(output))
    return new Refusal(
      'pnpm-lock.yaml does not fit a package.json that was changed.',
      `Run: npx -y ${PNPM} install. ${whole}`,
    );
  if (/ERR_PNPM_UNSUPPORTED_ENGINE/.test(output))
    return new Refusal('a package refuses this Node.', `Install a newer Node and run again. ${whole}`);
  if (/\bE40[13]\b|ERR_PNPM_FETCH_40[13]/.test(output))
    return new Refusal(
      'the npm registry refuses this machine.',
      `Check the credentials in ~/.npmrc (npm config get registry). ${whole}`,
    );
  if (/ERR_PNPM_FETCH_404|ERR_PNPM_NO_MATCHING_VERSION|\bE404\b|\bETARGET\b/.test(output))
    return new Refusal(
      'the npm registry does not have a pinned version.',
      `Use another registry (npm config get registry). ${whole}`,
    );
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|META_FETCH_FAIL|fetch failed/i.test(
      output,
    )
  )
    return new Refusal(
      'the npm registry does not answer.',
      `Check the network or proxy (npm config get registry) and run again; what is downloaded is kept. ${whole}`,
    );
  if (/EACCES|EPERM|permission denied/i.test(output))
    return new Refusal('the installer may not write here.', `Give yourself write permission. ${whole}`);
  const tail = output.trim().split('\n').slice(-12).join('\n');
  return new Refusal(`installing failed. ${whole}`, `\n${tail}`);
}
