import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { frame, scan } from './record.ts';
import { openSpool } from './spool.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kolony-spool-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const stored = () =>
  readdirSync(dir)
    .sort()
    .flatMap((name) => scan(readFileSync(join(dir, name))).payloads.map(String));
const names = () => readdirSync(dir).map((name) => name.replace(/^.*\./, '.'));

test('what was acknowledged is in the file before the answer, many to a commit', async () => {
  const spool = openSpool({ dir, segmentAge: 60_000 });
  await Promise.all(Array.from({ length: 1_000 }, (_, i) => spool.append(Buffer.from(`click ${i}`))));
  expect(stored()).toHaveLength(1_000);
  expect(spool.metrics()).toMatchObject({ appended: 1_000, notDurable: 0, waitingBytes: 0 });
  expect(spool.metrics().commits).toBeLessThan(50);
  await spool.close();
  expect(names()).toEqual(['.segment']);
});

test('a segment is sealed by size, and by age', async () => {
  const spool = openSpool({ dir, segmentBytes: 100, segmentAge: 60 });
  for (let i = 0; i < 4; i++) await spool.append(Buffer.alloc(60, 'x'));
  await expect.poll(() => names().filter((name) => name === '.segment').length).toBe(2);
  await spool.append(Buffer.from('last'));
  await expect.poll(() => names().every((name) => name === '.segment')).toBe(true);
  await spool.close();
});

test('a torn tail, cut at every byte of the last record: all whole records survive the next opening', () => {
  const whole = Buffer.concat([frame(Buffer.from('one')), frame(Buffer.from('two'))]);
  const torn = frame(Buffer.from('three'));
  for (let cut = 0; cut < torn.length; cut++) {
    writeFileSync(join(dir, '000000001-a.open'), Buffer.concat([whole, torn.subarray(0, cut)]));
    openSpool({ dir, segmentAge: 60_000 });
    expect(stored()).toEqual(['one', 'two']);
    rmSync(join(dir, '000000001-a.segment'));
  }
});

test('a file with nothing whole in it is removed', () => {
  writeFileSync(join(dir, '000000001-a.open'), frame(Buffer.from('one')).subarray(0, 5));
  openSpool({ dir });
  expect(readdirSync(dir)).toEqual([]);
});

test('memory is bounded: beyond it an append is refused and counted, and the spool goes on', async () => {
  const spool = openSpool({ dir, maxWaiting: 1_000, segmentAge: 60_000 });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => spool.append(Buffer.alloc(100))));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(spool.metrics().notDurable).toBe(refused.length);
  await spool.append(Buffer.from('later'));
  expect(spool.trouble()).toBeNull();
  expect(stored().length).toBe(20 - refused.length + 1);
  await spool.close();
});

test('after closing, an append says that it is not durable', async () => {
  const spool = openSpool({ dir });
  await spool.close();
  await expect(spool.append(Buffer.from('x'))).rejects.toThrow('not durable');
});
