import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { processIdentity } from '../supervisor/process-identity.ts';

/** Real processes and real signals; nothing here is simulated. */

async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await sleep(25);
  }
}

const alive = (pid: number) => processIdentity(pid) !== undefined;

function openKeeper(dataDir: string, ...more: string[]) {
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), dataDir, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [keeper.stdout, keeper.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return { keeper, output: () => output };
}

/** The pids the supervisor itself has on record, by name. */
function recorded(dataDir: string): Record<string, number> {
  const file = join(dataDir, 'processes.json');
  if (!existsSync(file)) return {};
  const list: { name: string; pid: number }[] = JSON.parse(readFileSync(file, 'utf8'));
  return Object.fromEntries(list.map(({ name, pid }) => [name, pid]));
}

function pidOf(dataDir: string, name: string): number {
  return recorded(dataDir)[name] ?? 0;
}

function grandchildren(dataDir: string): number[] {
  const file = join(dataDir, 'grandchildren');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
}

async function makeWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), 'kolony-supervisor-'));
  const keepers: ChildProcess[] = [];
  return {
    dataDir,
    async open() {
      const opened = openKeeper(dataDir);
      keepers.push(opened.keeper);
      await until('the supervisor to be ready', () => opened.output().includes('ready\n'));
      await until('its servers to be up', () => (opened.output().match(/is up/g) ?? []).length >= 2);
      return opened;
    },
    async [Symbol.asyncDispose]() {
      for (const pid of [...Object.values(recorded(dataDir)), ...grandchildren(dataDir)])
        if (alive(pid)) process.kill(pid, 'SIGKILL');
      for (const keeper of keepers) keeper.kill('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

test('whatever is killed is started again, server or store, and the others are left alone', {
  timeout: 60_000,
}, async () => {
  await using world = await makeWorld();
  const { output } = await world.open();
  const before = recorded(world.dataDir);
  for (const name of ['plain', 'fakestore']) {
    const first = pidOf(world.dataDir, name);
    expect(alive(first)).toBe(true);
    process.kill(first, 'SIGKILL');
    await until(`${name} to be back`, () => {
      const now = pidOf(world.dataDir, name);
      return now !== 0 && now !== first && alive(now);
    });
    expect(output()).toContain(`[${name}] ended (SIGKILL); starting again`);
  }
  expect(pidOf(world.dataDir, 'parent')).toBe(before.parent);
  // Its error lines reach the terminal with its name before them, each life's once.
  const lines = () => output().match(/^\[plain\] .*plain is up/gm) ?? [];
  await until('the second life to be up', () => lines().length >= 2);
  expect(lines()).toHaveLength(2);
});

test('a child of a killed server does not outlive it', { timeout: 60_000 }, async () => {
  await using world = await makeWorld();
  await world.open();
  await until('the grandchild', () => grandchildren(world.dataDir).length === 1);
  const [grandchild = 0] = grandchildren(world.dataDir);
  expect(alive(grandchild)).toBe(true);
  process.kill(pidOf(world.dataDir, 'parent'), 'SIGKILL');
  await until('the grandchild to be gone', () => !alive(grandchild));
});

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`${signal} ends servers before stores and leaves no process, list or lock`, {
    timeout: 60_000,
  }, async () => {
    await using world = await makeWorld();
    const { keeper } = await world.open();
    const pids = [...Object.values(recorded(world.dataDir)), ...grandchildren(world.dataDir)];
    expect(pids.length).toBeGreaterThanOrEqual(4);
    keeper.kill(signal);
    await until('the supervisor to end', () => keeper.exitCode !== null || keeper.signalCode !== null);
    expect(keeper.exitCode).toBe(0);
    expect(pids.filter(alive)).toEqual([]);
    expect(existsSync(join(world.dataDir, 'lock'))).toBe(false);
    expect(existsSync(join(world.dataDir, 'processes.json'))).toBe(false);
    const order = readFileSync(join(world.dataDir, 'order'), 'utf8').trim().split('\n');
    // 'plain' drains for 200 ms; the store waits for it.
    expect(order).toEqual(['parent', 'plain', 'store', 'supervisor']);
  });

test('a second start on the same data directory is refused in one line', { timeout: 60_000 }, async () => {
  await using world = await makeWorld();
  const { keeper } = await world.open();
  const second = openKeeper(world.dataDir);
  await until('the second to end', () => second.keeper.exitCode !== null);
  expect(second.keeper.exitCode).toBe(1);
  const lines = second.output().trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`already runs on ${world.dataDir} (process ${keeper.pid})`);
  // The refused one must not have touched what runs.
  expect(Object.values(recorded(world.dataDir)).every(alive)).toBe(true);
});

test('after kill -9 of the supervisor its processes end by themselves and the next start is a normal one', {
  timeout: 60_000,
}, async () => {
  await using world = await makeWorld();
  const { keeper } = await world.open();
  const pids = Object.values(recorded(world.dataDir));
  keeper.kill('SIGKILL');
  await until('the leash to end them', () => !pids.some(alive));
  expect(existsSync(join(world.dataDir, 'lock'))).toBe(true);
  await world.open();
  expect(Object.values(recorded(world.dataDir)).filter(alive)).toHaveLength(3);
});

test('a leftover without a leash is ended by the next start; a stranger with a recorded pid is not', {
  timeout: 60_000,
}, async () => {
  await using world = await makeWorld();
  const orphaning = openKeeper(world.dataDir, '--orphan-only');
  await until('the orphan', () => /orphan \d+/.test(orphaning.output()));
  const orphan = Number(/orphan (\d+)/.exec(orphaning.output())?.[1]);
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  try {
    const list = [
      { name: 'clickhouse', pid: orphan, identity: processIdentity(orphan) },
      { name: 'tracker', pid: stranger.pid, identity: 'another boot 1' },
    ];
    writeFileSync(join(world.dataDir, 'processes.json'), JSON.stringify(list));
    const { output } = await world.open();
    expect(output()).toContain('ended what the last run left behind: clickhouse\n');
    expect(alive(orphan)).toBe(false);
    expect(alive(stranger.pid ?? 0)).toBe(true);
  } finally {
    stranger.kill('SIGKILL');
  }
});
