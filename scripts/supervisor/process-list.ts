import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRecord } from './lock.ts';
import { isRunning, type ProcessRecord, processIdentity } from './process-identity.ts';

export type NamedProcess = ProcessRecord & { name: string };

const listFile = (dataDir: string) => join(dataDir, 'processes.json');

/** What this supervisor started and still runs, kept on disk so that the next start can end it after a crash. */
export function openProcessList(dataDir: string) {
  const running = new Map<string, NamedProcess>();
  const write = () => {
    writeFileSync(`${listFile(dataDir)}.new`, `${JSON.stringify([...running.values()], undefined, 2)}\n`);
    renameSync(`${listFile(dataDir)}.new`, listFile(dataDir));
  };
  return {
    started(name: string, pid: number): void {
      const identity = processIdentity(pid);
      if (identity === undefined) return;
      running.set(name, { name, pid, identity });
      write();
    },
    ended(name: string): void {
      if (running.delete(name)) write();
    },
    /** Clean end: no list, nothing left over. */
    close(): void {
      rmSync(listFile(dataDir), { force: true });
    },
  };
}

/**
 * Ends what a crashed supervisor left running in this data directory: exactly the processes of its list whose start
 * time still matches; servers first, stores last. Returns the names ended.
 */
export async function endLeftovers(dataDir: string): Promise<string[]> {
  const leftovers = readList(dataDir).filter(isRunning);
  const stores = leftovers.filter(({ name }) => isStore(name));
  const servers = leftovers.filter(({ name }) => !isStore(name));
  for (const group of [servers, stores]) await Promise.all(group.map(endOne));
  rmSync(listFile(dataDir), { force: true });
  return [...servers, ...stores].map(({ name }) => name);
}

const isStore = (name: string) => name === 'postgres' || name === 'clickhouse';

async function endOne(record: NamedProcess): Promise<void> {
  // PostgreSQL waits for its clients on SIGTERM; SIGINT is its fast shutdown.
  if (await endedBy(record, record.name === 'postgres' ? 'SIGINT' : 'SIGTERM')) return;
  await endedBy(record, 'SIGKILL');
}

async function endedBy(record: NamedProcess, signal: NodeJS.Signals): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  try {
    process.kill(record.pid, signal);
  } catch {
    return true;
  }
  while (isRunning(record)) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

function readList(dataDir: string): NamedProcess[] {
  if (!existsSync(listFile(dataDir))) return [];
  let listed: unknown;
  try {
    listed = JSON.parse(readFileSync(listFile(dataDir), 'utf8'));
  } catch {
    return [];
  }
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((entry: unknown) => {
    const record = asRecord(entry);
    const name = typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : undefined;
    return record && typeof name === 'string' ? [{ ...record, name }] : [];
  });
}
