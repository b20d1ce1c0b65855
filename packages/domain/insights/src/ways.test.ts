import { expect, test } from 'vitest';
import { flowsOf, stepsOf, type Way } from './ways.ts';

const WAYS: Way[] = [
  { path: ['ann', 'ben'], orders: 3, open: 1 },
  { path: ['ben'], orders: 2, open: 10 },
  { path: ['ann', 'ann', 'cat', 'ben'], orders: 1, open: 0 },
];
const NAMES = new Map([['ann', 'Ann']]);

test('flows: what leaves the first places is every journey, and as many arrive at the ends', () => {
  const flows = flowsOf(WAYS);
  expect(flows).toContainEqual({ from: '1:ann', to: '2:ben', orders: 3, open: 1 });
  expect(flows).toContainEqual({ from: '1:ben', to: 'none', orders: 0, open: 10 });
  expect(flows).toContainEqual({ from: '4:ben', to: 'order', orders: 1, open: 0 });
  const arriving = flows.filter(({ to }) => to === 'order' || to === 'none');
  expect(arriving.reduce((sum, { orders }) => sum + orders, 0)).toBe(6);
  expect(arriving.reduce((sum, { open }) => sum + open, 0)).toBe(11);
});

test('flows: a fifth touch goes to its end from the fourth, and the ninth KOL is one of the others', () => {
  const long = { path: ['a', 'b', 'c', 'd', 'e'], orders: 5, open: 0 };
  expect(flowsOf([long]).map(({ from, to }) => `${from} ${to}`)).toContain('4:d order');
  const many = Array.from({ length: 9 }, (_, n) => ({ path: [`k${n}`], orders: 20 - n, open: 0 }));
  expect(flowsOf(many)).toContainEqual({ from: '1:others', to: 'order', orders: 12, open: 0 });
});

test('a KOL’s place: opened, assisted, closed, alone, and its neighbours; a journey counts once in each', () => {
  const [first, second, third] = stepsOf(WAYS, NAMES);
  expect(first).toMatchObject({
    kolId: 'ben',
    journeys: 17,
    orders: 6,
    opened: 2,
    assisted: 0,
    closed: 6,
    alone: 2,
    before: [
      { kolId: 'ann', displayName: 'Ann', journeys: 4 },
      { kolId: 'cat', displayName: 'cat', journeys: 1 },
    ],
    after: [],
  });
  // Ann twice in a row is one touch of hers before Cat.
  expect(second).toMatchObject({
    kolId: 'ann',
    journeys: 5,
    orders: 4,
    opened: 4,
    assisted: 1,
    closed: 0,
    alone: 0,
  });
  expect(second?.after.map(({ kolId, journeys }) => [kolId, journeys])).toEqual([
    ['ben', 4],
    ['cat', 1],
  ]);
  expect(third).toMatchObject({ kolId: 'cat', opened: 0, assisted: 1, closed: 0 });
});
