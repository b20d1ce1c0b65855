import { expect, test } from 'vitest';
import { parseAhead } from './clock.ts';

test.each([
  ['+8d', 691_200_000],
  ['+90m', 5_400_000],
  ['+1d12h', 129_600_000],
  ['+2w', 1_209_600_000],
  ['+30s', 30_000],
  ['-1d', undefined],
  ['8d', undefined],
  ['+8', undefined],
  ['+8x', undefined],
  ['+', undefined],
  ['+99999999999999w', undefined],
])('%s is %s ms ahead', (text, milliseconds) => {
  expect(parseAhead(text)).toBe(milliseconds);
});
