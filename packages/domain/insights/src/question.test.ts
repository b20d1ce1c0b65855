import { expect, test } from 'vitest';
import { brand } from '../test/world.ts';
import { brandSlice, comparedWith, resolveQuestion } from './question.ts';

const NOW = new Date('2026-11-23T17:00:00Z');

test('the last days end today, where today is the reader’s', () => {
  // 17:00 UTC is 01:00 on the 24th in Shanghai.
  const ask = (timeZone?: string) =>
    resolveQuestion({ period: { days: 7 }, timeZone }, { now: NOW, timeZone: 'Asia/Shanghai' });
  expect(ask().period).toEqual({ from: '2026-11-18', to: '2026-11-24' });
  expect(ask('America/New_York')).toMatchObject({
    period: { from: '2026-11-17', to: '2026-11-23' },
    timeZone: 'America/New_York',
  });
});

test('named days stay as they are, whatever the time', () => {
  const period = { from: '2026-02-01', to: '2026-02-28' };
  expect(resolveQuestion({ period }, { now: NOW, timeZone: 'UTC' })).toMatchObject({ period, before: null });
});

test.each([
  ['previous', { from: '2026-11-17', to: '2026-11-23' }, { from: '2026-11-10', to: '2026-11-16' }],
  ['previous', { from: '2026-03-01', to: '2026-03-01' }, { from: '2026-02-28', to: '2026-02-28' }],
  ['year', { from: '2026-11-17', to: '2026-11-23' }, { from: '2025-11-17', to: '2025-11-23' }],
  ['year', { from: '2028-02-29', to: '2028-03-01' }, { from: '2027-02-28', to: '2027-03-01' }],
] as const)('%s: %j is compared with %j', (compare, period, before) => {
  expect(comparedWith(period, compare)).toEqual(before);
});

test('a slice names the brand, and the campaign and KOL it is about', () => {
  const question = {
    currency: 'CNY',
    timeZone: 'UTC',
    period: { from: '2026-01-01', to: '2026-01-02' },
  } as const;
  expect(brandSlice('x', brand('brd_a'), question)).toMatchObject({
    where: 'brand_id = {brandId:String}',
    params: { brandId: 'brd_a' },
  });
  expect(brandSlice('x', brand('brd_a'), { ...question, campaignId: 'cmp_x', kolId: 'kol_y' })).toMatchObject(
    {
      where: 'brand_id = {brandId:String} AND campaign_id = {campaignId:String} AND kol_id = {kolId:String}',
      params: { brandId: 'brd_a', campaignId: 'cmp_x', kolId: 'kol_y' },
    },
  );
});
