import { expect, test } from 'vitest';
import { Group } from './group.ts';
import { scan } from './record.ts';

function recordOf(text: string): Buffer {
  const group = new Group();
  group.add(text, () => undefined);
  return group.bytes;
}
const records = ['one', '{"a":"点击"}', 'three'].map(recordOf);
const whole = Buffer.concat(records);

function payloadsIn(bytes: Buffer): string[] {
  const payloads: string[] = [];
  const { records: count } = scan(bytes, (from, to) => payloads.push(bytes.toString('utf8', from, to)));
  expect(payloads).toHaveLength(count);
  return payloads;
}

test('cut at every byte: exactly the records that are whole come back', () => {
  const ends = records.map((_, index) => Buffer.concat(records.slice(0, index + 1)).length);
  for (let length = 0; length <= whole.length; length++) {
    const { records: count, whole: kept } = scan(whole.subarray(0, length));
    const expected = ends.filter((end) => end <= length);
    expect(count).toBe(expected.length);
    expect(kept).toBe(expected.at(-1) ?? 0);
  }
});

test('a flipped bit in a payload costs that record only', () => {
  const bytes = Buffer.from(whole);
  bytes[8] = (bytes[8] ?? 0) ^ 1;
  expect(scan(bytes)).toMatchObject({ damaged: 1, whole: whole.length });
  expect(payloadsIn(bytes)).toEqual(['{"a":"点击"}', 'three']);
});

test('one flipped bit, anywhere: that record is lost, no other', () => {
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const bytes = Buffer.from(whole);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const hit = records.findIndex((_, index) => bit >> 3 < Buffer.concat(records.slice(0, index + 1)).length);
    const left = ['one', '{"a":"点击"}', 'three'].filter((_, index) => index !== hit);
    expect([bit, payloadsIn(bytes)]).toEqual([bit, left]);
  }
});

test('zeros, and text, are no records', () => {
  expect(scan(Buffer.alloc(100_000))).toEqual({ records: 0, whole: 0, damaged: 0 });
  expect(scan(Buffer.alloc(100_000, '{"at":1}'))).toEqual({ records: 0, whole: 0, damaged: 0 });
});
