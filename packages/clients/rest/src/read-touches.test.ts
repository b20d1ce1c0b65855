import { expect, test } from 'vitest';
import { readTouches } from './index.ts';

const [a, b, visitor] = ['a'.repeat(44), 'b'.repeat(44), 'v'.repeat(22)];

test.each([
  [`${visitor}.${a}.${b}`, [a, b]],
  [`${a}.${b}.${a}`, [a, b]],
  [a, [a]],
  [visitor, []],
  [`${a}x.<script>.${a} `, []],
  ['', []],
  [undefined, []],
  [null, []],
])('%s', (text, touches) => {
  expect(readTouches(text)).toEqual(touches);
});
