import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OwnStores, startOwnStores } from '@kolony/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertCampaign } from './campaign.ts';
import { load, storedClicks } from './clicks.ts';
import { runTracker } from './tracker-process.ts';
import { visit } from './visit.ts';

/** Real file systems, so that what fails fails as it does in a data centre. Mounting needs root; without it: skipped. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

let stores: OwnStores;
beforeAll(async () => {
  stores = await startOwnStores();
  await (await insertCampaign(stores.databaseUrl)).end();
});
afterAll(() => stores[Symbol.asyncDispose]());

/** A directory on a file system of its own. */
function mounted(make: (dir: string) => string[]) {
  const parent = mkdtempSync(join(tmpdir(), 'kolony-disk-'));
  const dir = join(parent, 'disk');
  execFileSync('mkdir', [dir]);
  execFileSync('mount', [...make(parent), dir]);
  return {
    dir,
    [Symbol.dispose]() {
      execFileSync('umount', ['--lazy', dir]);
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

const notDurable = async (origin: string) =>
  Number(
    /^kolony_clicks_not_durable_total\{worker="0"\} (\d+)$/m.exec(
      (await visit(origin, '/metrics')).body,
    )?.[1],
  );
const readiness = async (origin: string) => {
  const { status, body } = await visit(origin, '/readyz');
  return { status, spool: String(JSON.parse(body).spool) };
};

test.runIf(mayMount)(
  'a full disk: every visitor is redirected, what is not durable is counted and said, and it passes',
  async () => {
    using disk = mounted(() => ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs']);
    await using w = await runTracker(stores, { dataDir: disk.dir });
    await stores.kill9('clickhouse');
    const began = Date.now();
    let full = false;
    const watch = (async () => {
      while (!full && Date.now() - began < 20_000) {
        await new Promise((done) => setTimeout(done, 50));
        full = (await notDurable(w.origin)) > 50;
      }
    })();
    const done = await load(w.origin, { visitors: 12, going: () => !full && Date.now() - began < 20_000 });
    await watch;
    expect(full).toBe(true);
    expect([done.broken, ...done.refused]).toEqual([0]);
    expect(await readiness(w.origin)).toEqual({ status: 503, spool: expect.stringContaining('ENOSPC') });
    const lost = await notDurable(w.origin);
    // ClickHouse takes what there is, the disk has room again, and nobody has to click for that to be seen.
    await stores.start('clickhouse');
    await expect
      .poll(() => readiness(w.origin), { timeout: 15_000 })
      .toEqual({ status: 200, spool: 'durable' });
    await expect.poll(() => w.waiting(), { timeout: 15_000 }).toBe(0);
    const stored = await storedClicks(w.warehouse);
    expect(stored.length).toBe(done.answered.length - lost);
    expect(new Set([...stored, ...done.answered]).size).toBe(done.answered.length);
  },
);

test.runIf(mayMount)(
  'a disk that hangs: nobody waits long, and what was in memory is written when it is back',
  async () => {
    using disk = mounted((parent) => {
      const image = join(parent, 'image');
      writeFileSync(image, Buffer.alloc(16 * 1024 * 1024));
      execFileSync('mkfs.ext4', ['-q', image]);
      return ['-o', 'loop', image];
    });
    await using w = await runTracker(stores, { dataDir: disk.dir });
    const before = new Set(await storedClicks(w.warehouse));
    const warmUntil = Date.now() + 300;
    const warm = await load(w.origin, { visitors: 2, going: () => Date.now() < warmUntil });
    // In one process of its own, so that the disk thaws whatever happens to this one.
    const frost = spawn('sh', ['-c', 'fsfreeze -f "$0" && echo frozen; sleep 3; fsfreeze -u "$0"', disk.dir]);
    await new Promise((done) => frost.stdout.once('data', done));
    const thawed = new Promise((done) => frost.once('exit', done));
    const until = Date.now() + 2_000;
    const waits: number[] = [];
    const slow = await load(w.origin, { visitors: 4, going: () => Date.now() < until, waits });
    expect([slow.broken, ...slow.refused]).toEqual([0]);
    expect(Math.max(...waits)).toBeLessThan(1_500);
    expect(slow.answered.length).toBeGreaterThan(10);
    expect(await readiness(w.origin)).toEqual({ status: 503, spool: 'the disk does not answer' });
    expect(await notDurable(w.origin)).toBe(slow.answered.length);
    await thawed;
    await expect
      .poll(() => readiness(w.origin), { timeout: 10_000 })
      .toEqual({ status: 200, spool: 'durable' });
    await expect.poll(() => w.waiting(), { timeout: 10_000 }).toBe(0);
    const stored = (await storedClicks(w.warehouse)).filter((click) => !before.has(click));
    expect(stored.sort()).toEqual([...warm.answered, ...slow.answered].sort());
  },
);
