import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

const cellOf = (value: string | number | null) => toCsv(['x'], [[value]]).split('\r\n')[1];

test('starts with a BOM and ends lines as RFC 4180 says', () => {
  expect(toCsv(['日期', 'GMV'], [['2026-11-23', 12]])).toBe('\ufeff日期,GMV\r\n2026-11-23,12\r\n');
});

test.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\u200b=1', '\u202e=1', '＝1+1', ' =1'])(
  '%j cannot run',
  (value) => {
    expect(cellOf(value)?.replace(/^"/, '').startsWith("'")).toBe(true);
  },
);

test('numbers stay numbers, text is quoted where it must be', () => {
  expect(cellOf(-5)).toBe('-5');
  expect(cellOf('a "b", c')).toBe('"a ""b"", c"');
  expect(cellOf('李佳琦')).toBe('李佳琦');
  expect(cellOf(null)).toBe('');
});
