import { expect, test } from 'vitest';
import { clickKinds, recentVisits } from '../src/index.ts';
import { ANN, brand, click, give, makeInsightsWorld } from './world.ts';

const period = { from: '2026-11-01', to: '2026-11-02' };

test('raw is counted, repeats and what was filtered, each apart; other days, campaigns and brands are not in it', async () => {
  await using w = await makeInsightsWorld();
  const at = '2026-11-01T12:00:00.000Z';
  const machine = (kind: string, count: number) =>
    Array.from({ length: count }, () => ({ ...click(ANN, at, { counted: false }), kind }));
  const rows = [
    ...Array.from({ length: 7 }, () => ({ ...click(ANN, at), kind: 'click' })),
    ...Array.from({ length: 2 }, () => ({ ...click(ANN, at, { repeat: true }), kind: 'click' })),
    ...machine('bot', 3),
    ...machine('datacentre', 4),
    ...machine('prefetch', 5),
    ...machine('head', 6),
    { ...click(ANN, '2026-11-03T00:00:00.000Z'), kind: 'click' },
    { ...click({ ...ANN, campaign: 'cmp_y' }, at), kind: 'click' },
    { ...click({ ...ANN, brand: 'brd_b' }, at), kind: 'click' },
  ];
  await w.warehouse.insert({ table: 'clicks', rows });
  const of = { campaignId: ANN.campaign, period, timeZone: 'UTC' };
  expect(await clickKinds(w, brand(ANN.brand), of)).toEqual({
    raw: 27,
    bots: 3,
    datacentre: 4,
    prefetch: 5,
    head: 6,
    repeats: 2,
    counted: 7,
  });
  expect(await clickKinds(w, brand('brd_c'), of)).toMatchObject({ raw: 0, counted: 0 });
});

test('every kind of visit that a tracker records is told to whoever looks at what arrives', async () => {
  await using world = await makeInsightsWorld();
  const kinds = ['click', 'head', 'prefetch', 'bot', 'datacentre'];
  await give(
    world.warehouse,
    'clicks',
    kinds.map((kind) => ({ ...click(ANN, '2026-11-02T10:00:00.000Z'), kind })),
  );
  const visits = await recentVisits(world, brand('brd_a'), { since: new Date('2026-11-01'), limit: 10 });
  expect(visits.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
});
