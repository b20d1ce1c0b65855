import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Group } from './group.ts';
import { scan } from './record.ts';
import { openSpool, type Spool } from './spool.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kolony-spool-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const append = (spool: Spool, payload: string) =>
  new Promise<void>((resolve, reject) =>
    spool.append(payload, (error) => (error ? reject(error) : resolve())),
  );
function recordsOf(...payloads: string[]): Buffer {
  const group = new Group();
  for (const payload of payloads) group.add(payload, () => undefined);
  return group.bytes;
}
const files = () =>
  readdirSync(dir)
    .filter((name) => !name.startsWith('lock'))
    .sort();
const stored = () =>
  files().flatMap((name) => {
    const bytes = readFileSync(join(dir, name));
    const payloads: string[] = [];
    scan(bytes, (from, to) => payloads.push(bytes.toString('utf8', from, to)));
    return payloads;
  });
const names = () => files().map((name) => name.replace(/^.*\./, '.'));

test('what was acknowledged is in the file before the answer, many to a commit', async () => {
  const spool = openSpool({ dir, segmentAge: 60_000 });
  await Promise.all(Array.from({ length: 1_000 }, (_, i) => append(spool, `click ${i}`)));
  expect(stored()).toHaveLength(1_000);
  expect(spool.metrics()).toMatchObject({ appended: 1_000, notDurable: 0, waitingBytes: 0 });
  expect(spool.metrics().commits).toBeLessThan(50);
  await spool.close();
  expect(names()).toEqual(['.segment']);
});

test('a segment is sealed by size, and by age', async () => {
  const spool = openSpool({ dir, segmentBytes: 100, segmentAge: 60 });
  for (let i = 0; i < 4; i++) await append(spool, 'x'.repeat(60));
  await expect.poll(() => names().filter((name) => name === '.segment').length).toBe(2);
  await append(spool, 'last');
  await expect.poll(() => names().every((name) => name === '.segment')).toBe(true);
  await spool.close();
});

test('a torn tail, cut at every byte of the last record: all whole records survive the next opening', async () => {
  const whole = recordsOf('one', 'two');
  const torn = recordsOf('three');
  for (let cut = 0; cut < torn.length; cut++) {
    writeFileSync(join(dir, '000000001-a.open'), Buffer.concat([whole, torn.subarray(0, cut)]));
    await openSpool({ dir, segmentAge: 60_000 }).close();
    expect(stored()).toEqual(['one', 'two']);
    rmSync(join(dir, '000000001-a.segment'));
  }
});

test('a commit that never arrived does not cost the one behind it', async () => {
  const hole = Buffer.alloc(recordsOf('two').length);
  const torn = recordsOf('two').subarray(0, 9);
  for (const between of [hole, Buffer.concat([torn, hole.subarray(torn.length)])]) {
    writeFileSync(
      join(dir, '000000001-a.open'),
      Buffer.concat([recordsOf('one'), between, recordsOf('three')]),
    );
    await openSpool({ dir, segmentAge: 60_000 }).close();
    expect(stored()).toEqual(['one', 'three']);
    rmSync(join(dir, '000000001-a.segment'));
  }
});

test('a file with nothing whole in it is removed', async () => {
  writeFileSync(join(dir, '000000001-a.open'), recordsOf('one').subarray(0, 5));
  await openSpool({ dir }).close();
  expect(files()).toEqual([]);
});

test('memory is bounded: beyond it an append is refused and counted, and the spool goes on', async () => {
  const spool = openSpool({ dir, maxWaiting: 1_000, segmentAge: 60_000 });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => append(spool, 'x'.repeat(100))));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(spool.metrics().notDurable).toBe(refused.length);
  await append(spool, 'later');
  expect(spool.trouble()).toBeNull();
  expect(stored().length).toBe(20 - refused.length + 1);
  await spool.close();
});

test('what waits while a buffer is written, and more than a buffer holds, is written too', async () => {
  const spool = openSpool({ dir, segmentAge: 60_000 });
  const payloads = Array.from({ length: 100 }, (_, n) => `${n} ${'点'.repeat(20_000)}`);
  const first = append(spool, 'first');
  await Promise.all([first, ...payloads.map((payload) => append(spool, payload))]);
  await Promise.all(payloads.map((payload) => append(spool, `again ${payload}`.slice(0, 20_000))));
  await spool.close();
  expect(stored()).toEqual(['first', ...payloads, ...payloads.map((p) => `again ${p}`.slice(0, 20_000))]);
});

test('a directory is one spool’s: another one is refused until the first has ended', async () => {
  const spool = openSpool({ dir });
  expect(() => openSpool({ dir })).toThrow('tracking/spool_in_use');
  await spool.close();
  await openSpool({ dir }).close();
});

test('what came in the turn of the closing is written first', async () => {
  const spool = openSpool({ dir, segmentAge: 60_000 });
  const answers = [append(spool, 'one'), append(spool, 'two')];
  await spool.close();
  await Promise.all(answers);
  expect(stored()).toEqual(['one', 'two']);
});

test('after closing, an append says that it is not durable', async () => {
  const spool = openSpool({ dir });
  await spool.close();
  await expect(append(spool, 'x')).rejects.toThrow('not durable');
  expect(spool.metrics().notDurable).toBe(1);
});

test('what could not be read back is refused', async () => {
  const spool = openSpool({ dir });
  await expect(append(spool, '')).rejects.toThrow('not durable');
  await expect(append(spool, 'x'.repeat(65_536))).rejects.toThrow('not durable');
  await append(spool, '点'.repeat(21_845));
  await spool.close();
  expect(stored().map((text) => text.length)).toEqual([21_845]);
});

test('while segments pile up, they are sealed less often', async () => {
  let behind = true;
  const spool = openSpool({ dir, segmentAge: 60, behind: () => behind });
  await append(spool, 'x');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(names()).toEqual(['.open']);
  behind = false;
  await expect.poll(names).toEqual(['.segment']);
  await spool.close();
});

test('a directory that cannot be written to: appends say so; once it can, the spool is well again without a click', async () => {
  const spool = openSpool({ dir, segmentAge: 60 });
  rmSync(dir, { recursive: true });
  await expect(append(spool, 'lost')).rejects.toThrow('not durable: ENOENT');
  expect(spool.trouble()).toContain('ENOENT');
  mkdirSync(dir);
  await expect.poll(() => spool.trouble(), { timeout: 3_000 }).toBeNull();
  await append(spool, 'kept');
  await spool.close();
  expect(stored()).toEqual(['kept']);
});
