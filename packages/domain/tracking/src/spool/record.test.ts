import { expect, test } from 'vitest';
import { frame, scan } from './record.ts';

const records = ['one', '{"a":"点击"}', 'three'].map((text) => frame(Buffer.from(text)));
const whole = Buffer.concat(records);

test('cut at every byte: exactly the records that are whole come back', () => {
  const ends = records.map((_, index) => Buffer.concat(records.slice(0, index + 1)).length);
  for (let length = 0; length <= whole.length; length++) {
    const { payloads, whole: kept } = scan(whole.subarray(0, length));
    const expected = ends.filter((end) => end <= length);
    expect(payloads.length).toBe(expected.length);
    expect(kept).toBe(expected.at(-1) ?? 0);
  }
});

test('a flipped bit in a payload costs that record only', () => {
  const bytes = Buffer.from(whole);
  bytes[8] = (bytes[8] ?? 0) ^ 1;
  expect(scan(bytes)).toMatchObject({ damaged: 1, whole: whole.length });
  expect(scan(bytes).payloads.map(String)).toEqual(['{"a":"点击"}', 'three']);
});
