import { expect, test } from 'vitest';
import { routesOf, rowsOf } from './route-rows.ts';

const HOME = 'https://shop.example/';
const row = { destination: 'https://shop.example/b', percent: 50, countries: '' };

test('what is left of the shares is the link’s own page, and the editor reads it back', () => {
  const rows = [{ ...row, kind: 'share', percent: 30 } as const, { ...row, kind: 'ios' } as const];
  const routes = routesOf(rows, HOME);
  expect(routes).toEqual([
    { name: 'share', destination: row.destination, weight: 30 },
    { name: 'ios', destination: row.destination, weight: 1, platforms: ['ios'] },
    { name: 'own', destination: HOME, weight: 70 },
  ]);
  expect(rowsOf({ routes })).toEqual([
    { ...row, kind: 'share', percent: 30 },
    { ...row, kind: 'ios' },
  ]);
});

test('two of a kind have two names; countries are read however they are separated', () => {
  const rows = [{ ...row, kind: 'mobile' } as const, { ...row, kind: 'mobile' } as const];
  expect(routesOf(rows, HOME).map(({ name }) => name)).toEqual(['mobile', 'mobile-2']);
  expect(routesOf([{ ...row, kind: 'countries', countries: 'cn, JP;us' }], HOME)).toEqual([
    { name: 'countries', destination: row.destination, weight: 1, countries: ['CN', 'JP', 'US'] },
  ]);
});

test('a route that the editor cannot show stays as it is', () => {
  const route = { name: 'x', destination: HOME, weight: 2, devices: ['mobile' as const], countries: ['JP'] };
  expect(routesOf(rowsOf({ routes: [route] }), HOME)).toEqual([route]);
});

test('shares above a hundred give the own page less than nothing, which the schema refuses', () => {
  const routes = routesOf([{ ...row, kind: 'share', percent: 130 }], HOME);
  expect(routes.at(-1)).toMatchObject({ name: 'own', weight: -30 });
});
