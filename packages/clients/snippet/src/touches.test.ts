import { mintClickToken, readClickTokenKeys } from '@kolony/tracking';
import { expect, test } from 'vitest';
import { merge, randomName, readMemory, writeMemory } from './touches.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);
const keys = readClickTokenKeys('a1'.repeat(32));
/** A real token of the tracker's, of a click `days` ago. */
const click = (days: number) =>
  mintClickToken(keys, { linkNo: 1, dealNo: 1, at: new Date(NOW - days * DAY) });
const of = (...touches: string[]) => ({ touches, visitor: '' });

test('touches are in the order of their clicks, each once, whatever order they arrive in', () => {
  const [old, middle, newest] = [click(80), click(5), click(0)];
  expect(merge(of(newest, old), of(middle, old), NOW).touches).toEqual([old, middle, newest]);
});

test('what is older than the longest window is left out; a minute younger stays', () => {
  const [gone, last] = [click(90), click(90 - 1 / 1440)];
  expect(merge(of(gone), of(last), NOW).touches).toEqual([last]);
});

test('the newest twenty stay', () => {
  const clicks = Array.from({ length: 30 }, (_, days) => click(days));
  expect(merge(of(...clicks), of(), NOW).touches).toEqual(clicks.slice(0, 20).reverse());
});

test('the first visitor stays: a name from an address does not replace the stored one', () => {
  const [own, brought] = [randomName(), randomName()];
  expect(merge({ touches: [], visitor: own }, { touches: [], visitor: brought }, NOW).visitor).toBe(own);
  expect(merge({ touches: [], visitor: '' }, { touches: [], visitor: brought }, NOW).visitor).toBe(brought);
});

test('what is written is read again, and nothing else is', () => {
  const memory = { touches: [click(2), click(1)], visitor: randomName() };
  expect(readMemory(writeMemory(memory))).toEqual(memory);
  expect(readMemory(`x.${'a'.repeat(43)}.${'a'.repeat(44)}!.<script>`)).toEqual(of());
  expect(readMemory('')).toEqual(of());
});

test('names are 128 bits that differ', () => {
  const names = new Set(Array.from({ length: 200 }, randomName));
  expect(names.size).toBe(200);
  for (const name of names) expect(name).toMatch(/^[\w-]{22}$/);
});
