import { after, MINUTE } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { openRepeats } from './repeats.ts';
import { newVisitor } from './visitor.ts';

const at = new Date('2026-11-01T23:59:00.123Z');

test('the last click is remembered per visitor and link, to the millisecond', () => {
  const repeats = openRepeats(100);
  expect(repeats.last('v', 1)).toBeNull();
  repeats.note('v', 1, at);
  repeats.note('v', 1, after(at, MINUTE));
  expect(repeats.last('v', 1)).toEqual(after(at, MINUTE));
  expect(repeats.last('v', 2)).toBeNull();
  expect(repeats.last('w', 1)).toBeNull();
});

test('the newest are remembered, at least half of those that may be, and the oldest are forgotten', () => {
  const repeats = openRepeats(1_000);
  const visitors = Array.from({ length: 5_000 }, newVisitor);
  for (const [n, visitor] of visitors.entries()) repeats.note(visitor, n % 7, after(at, n));
  for (const [n, visitor] of [...visitors.entries()].slice(-500))
    expect(repeats.last(visitor, n % 7)).toEqual(after(at, n));
  for (const [n, visitor] of [...visitors.entries()].slice(0, 4_000))
    expect(repeats.last(visitor, n % 7)).toBeNull();
});

test('who comes again stays, however many others come', () => {
  const repeats = openRepeats(1_000);
  for (let n = 0; n < 5_000; n++) {
    repeats.note(newVisitor(), 1, at);
    if (n % 400 === 0) repeats.note('faithful-visitor', 1, after(at, n));
  }
  expect(repeats.last('faithful-visitor', 1)).toEqual(after(at, 4_800));
});

test('a hundred thousand visitors on two links are told from each other', () => {
  const repeats = openRepeats(400_000);
  const visitors = Array.from({ length: 100_000 }, newVisitor);
  for (const visitor of visitors) repeats.note(visitor, 1, at);
  expect(visitors.filter((visitor) => repeats.last(visitor, 2) !== null)).toEqual([]);
  expect(visitors.filter((visitor) => repeats.last(visitor, 1) === null)).toEqual([]);
});
