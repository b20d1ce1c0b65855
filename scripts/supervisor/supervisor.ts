import { join } from 'node:path';
import { type ChildSpec, startChild } from './child.ts';
import { type Kept, keepRunning, type Startable } from './keep-running.ts';
import { takeLock } from './lock.ts';
import { isImportant, type LogFile, openLogFile } from './log-file.ts';
import { makeDataFolder } from './private-state.ts';
import { endLeftovers, openProcessList } from './process-list.ts';

export interface Supervisor {
  /** Aborted when stopping begins; long work at start-up ends by it. */
  readonly signal: AbortSignal;
  /** A server: ended first, all at once, each draining for itself. */
  keepServer(server: { name: string } & Omit<ChildSpec, 'onLine'>): Promise<Kept>;
  /** A store: ended after every server, the last one started first. */
  keepStore(
    name: string,
    start: (log: (line: string) => void) => ReturnType<Startable['start']>,
  ): Promise<Kept>;
  log(name: string): LogFile;
  /** Ends everything in order and gives the data directory free. May be called again. */
  stop(): Promise<void>;
}

/**
 * Takes the data directory, ends what a crash left running in it, and keeps processes running until stopped.
 * `report` gets the few lines worth the terminal. Throws a Refusal when another supervisor holds the directory.
 */
export async function openSupervisor(dataDir: string, report: (line: string) => void): Promise<Supervisor> {
  makeDataFolder(dataDir);
  const release = takeLock(dataDir);
  const leftovers = await endLeftovers(dataDir);
  if (leftovers.length > 0) report(`  · ended what the last run left behind: ${leftovers.join(', ')}`);

  const list = openProcessList(dataDir);
  const closing = new AbortController();
  const logs = new Map<string, LogFile>();
  const servers: Kept[] = [];
  const stores: Kept[] = [];
  const starting = new Set<Promise<unknown>>();
  let stopped: Promise<void> | undefined;

  const log = (name: string): LogFile => {
    const open = logs.get(name) ?? openLogFile(join(dataDir, 'logs'), name);
    logs.set(name, open);
    return open;
  };
  const listen = (name: string) => (line: string) => {
    log(name).write(line);
    if (isImportant(name, line)) report(`[${name}] ${line.slice(0, 400)}`);
  };
  const events = {
    started: (name: string, pid: number) => list.started(name, pid),
    ended(name: string, reason: string, againIn: number) {
      list.ended(name);
      log(name).write(`--- ended (${reason}); starting again in ${againIn} ms`);
      report(
        `[${name}] ended (${reason}); starting again in ${(againIn / 1000).toFixed(1)} s. Log: ${log(name).path}`,
      );
    },
  };
  const keep = async (startable: Startable, group: Kept[]): Promise<Kept> => {
    closing.signal.throwIfAborted();
    const birth = keepRunning(startable, events);
    starting.add(birth);
    try {
      const kept = await birth;
      group.push(kept);
      return kept;
    } finally {
      starting.delete(birth);
    }
  };
  const end = async () => {
    closing.abort(new Error('stopping'));
    await Promise.allSettled(starting);
    await Promise.all(servers.map((server) => server.stop()));
    for (const store of stores.toReversed()) await store.stop();
    list.close();
    release();
    for (const open of logs.values()) open.close();
  };

  return {
    signal: closing.signal,
    keepServer: ({ name, ...spec }) =>
      keep({ name, start: () => startChild({ ...spec, onLine: listen(name) }) }, servers),
    keepStore: (name, start) => keep({ name, start: () => start(listen(name)) }, stores),
    log,
    stop() {
      stopped ??= end();
      return stopped;
    },
  };
}
