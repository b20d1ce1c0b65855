import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Whom PostgreSQL runs as; undefined: as ourselves. */
export type Owner = { uid: number; gid: number } | undefined;

/**
 * PostgreSQL refuses to run as root. Started as root, it runs as the account that owns the cluster already, else as
 * `postgres` if there is one, else as `nobody`, who exists everywhere. Throws one clear line when that account cannot
 * reach the directory (a clone below /root, for one).
 */
export function ownerOf(dataDir: string): Owner {
  if (process.getuid?.() !== 0) return undefined;
  const version = join(dataDir, 'cluster', 'PG_VERSION');
  const owner = existsSync(version) ? statSync(version) : (account('postgres') ?? account('nobody'));
  if (!owner)
    throw new Error(
      'Started as root, and there is no account postgres or nobody to run PostgreSQL as. Start as an ordinary user.',
    );
  assertReachable(dataDir, owner);
  return { uid: owner.uid, gid: owner.gid };
}

function account(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function assertReachable(dataDir: string, { uid, gid }: { uid: number; gid: number }): void {
  for (let path = dirname(resolve(dataDir)); ; path = dirname(path)) {
    const stat = statSync(path);
    const may =
      stat.uid === uid ? stat.mode & 0o100 : stat.gid === gid ? stat.mode & 0o010 : stat.mode & 0o001;
    if (!may)
      throw new Error(
        `Started as root, PostgreSQL runs as another account (uid ${uid}), which may not enter ${path}. Start as an ordinary user, or set KOLONY_DATA_DIR to a directory everybody may enter.`,
      );
    if (path === dirname(path)) return;
  }
}
