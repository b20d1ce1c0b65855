import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNPM } from '../bootstrap/packages.mjs';
import { Refusal } from '../bootstrap/preflight.mjs';
import { startChild } from './child.ts';
import { openLogFile } from './log-file.ts';

const APPS = ['brand', 'portal'] as const;
const NOT_SOURCE = new Set(['node_modules', '.next', '.turbo', 'test', 'generated', 'test-results']);

export interface BuildOptions {
  root: string;
  /** Where the build's log goes. */
  logs: string;
  signal: AbortSignal;
}

/**
 * Builds the two web apps through turbo, whose cache knows builds of other checkouts of the same tree. When no source
 * file changed since the last build here, turbo is not even asked: the running servers' files stay untouched.
 */
export async function buildWeb({ root, logs, signal }: BuildOptions): Promise<string> {
  const stamp = join(root, '.turbo', 'web-built');
  if (isBuilt(root)) return 'unchanged';
  const before = sourceStamp(root);
  const log = openLogFile(logs, 'build');
  const turbo = await startChild({
    // Turbo runs each package's script by the pnpm on PATH, which only pnpm itself puts there.
    command: 'npx',
    args: ['-y', PNPM, 'exec', 'turbo', 'run', 'build', '--output-logs=new-only', '--no-update-notifier'],
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
    onLine: log.write,
    patience: 3_000,
  });
  const abandon = () => void turbo.stop();
  signal.addEventListener('abort', abandon, { once: true });
  const ended = await turbo.exited;
  signal.removeEventListener('abort', abandon);
  signal.throwIfAborted();
  if (ended !== 'exit 0')
    throw new Refusal(
      `building the web apps failed (${ended}).`,
      `The log is ${log.path} and ends:\n${log.tail(25)}`,
    );
  log.close();
  writeFileSync(stamp, `${before}\n${buildIds(root)}`);
  return 'built';
}

/** Whether both apps' builds belong to the sources as they are now. */
export function isBuilt(root: string): boolean {
  const stamp = join(root, '.turbo', 'web-built');
  const ids = buildIds(root);
  return (
    ids !== undefined && existsSync(stamp) && readFileSync(stamp, 'utf8') === `${sourceStamp(root)}\n${ids}`
  );
}

/** Next's own names of the two builds; undefined when one is missing. */
function buildIds(root: string): string | undefined {
  const ids = APPS.map((app) => {
    const file = join(root, 'apps', app, '.next', 'BUILD_ID');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  });
  return ids.every((id) => id !== undefined) ? ids.join(' ') : undefined;
}

/**
 * Path, size and modification time of every source file the apps can reach: some milliseconds, where reading them all
 * or asking turbo takes longer. A false alarm only costs turbo's look into its cache.
 */
function sourceStamp(root: string): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  const walk = (folder: string) => {
    if (!existsSync(join(root, folder))) return;
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!NOT_SOURCE.has(entry.name)) walk(path);
      } else if (!/\.test\.tsx?$|^next-env\.d\.ts$|\.tsbuildinfo$/.test(entry.name)) add(path);
    }
  };
  for (const folder of [...APPS.map((app) => join('apps', app)), 'packages', join('prisma', 'schema')])
    walk(folder);
  for (const file of ['package.json', 'pnpm-lock.yaml', 'tsconfig.json', 'turbo.json']) add(file);
  return hash.digest('hex');
}
