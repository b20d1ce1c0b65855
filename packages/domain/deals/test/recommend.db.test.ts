import { addChannel } from '@kolony/identity';
import type { NewChannel } from '@kolony/identity/schema';
import { expect, test } from 'vitest';
import { declineDeal, endDeal, inviteKol, recommendKols, terminateDeal } from '../src/index.ts';
import { Recommendation } from '../src/schema.ts';
import { makeWorld, type World } from './world.ts';

const channel = (handle: string, more: Partial<NewChannel>): NewChannel => ({
  platform: 'douyin',
  handle,
  url: `https://channels.example/${handle}`,
  followers: 10_000,
  niche: 'cars',
  ...more,
});
const has = async (w: World, handle: string, more: Partial<NewChannel>) => {
  const scope = await w.signUpAs(handle, handle.toUpperCase());
  await addChannel(w.deps, scope, channel(handle, more));
  return scope;
};

test('the KOLs who fit a campaign best, and why; factors sum to the score', async () => {
  await using w = await makeWorld();
  const campaignId = await w.live();
  const serum = await has(w, 'serum_an', { niche: 'evening serum' });
  await has(w, 'known', { followers: 9_000_000 });
  await has(w, 'weibo', { platform: 'weibo' });
  const list = await recommendKols(w.deps, w.brand, { campaignId });
  // niche 40 of 2 words, douyin carries video 25, log10(10,001) ÷ 7 × 20 = 11.4; then 25 + 19.9; then 11.4.
  expect(list.map(({ kol, score }) => [kol.handle, score])).toEqual([
    ['serum_an', 76],
    ['known', 45],
    ['weibo', 11],
  ]);
  for (const recommendation of list) {
    expect(Recommendation.parse(recommendation)).toEqual(recommendation);
    expect(recommendation.factors.reduce((sum, { points }) => sum + points, 0)).toBe(recommendation.score);
  }
  // Whoever has a deal on the campaign, even one that came to nothing, is not recommended for it again.
  const { id } = await inviteKol(w.deps, w.brand, { campaignId, kolId: serum.kolId, message: '' });
  await declineDeal(w.deps, serum, { id, reason: 'no time' });
  const handles = async () =>
    (await recommendKols(w.deps, w.brand, { campaignId })).map(({ kol }) => kol.handle);
  expect(await handles()).toEqual(['known', 'weibo']);
});

test('a record is deals that ran their course, with any brand; one broken off is none', async () => {
  await using w = await makeWorld();
  const an = await has(w, 'an_an', {});
  const recordOf = async () => {
    const [first] = await recommendKols(w.deps, w.brand, { campaignId });
    return first?.factors.find(({ kind }) => kind === 'record');
  };
  const campaignId = await w.live();
  const sign = async () => {
    const { id } = await w.invite({ kolId: an.kolId });
    await w.accept(id, an);
    return id;
  };
  expect(await recordOf()).toEqual({ kind: 'record', points: 0, facts: { deals: 0 } });
  await terminateDeal(w.deps, w.brand, { id: await sign(), reason: 'breach' });
  await endDeal(w.deps, w.brand, { id: await sign(), reason: 'over' });
  expect(await recordOf()).toEqual({ kind: 'record', points: 5, facts: { deals: 1 } });
});

test('ten at most, ties by handle, and not for another brand’s campaign', async () => {
  await using w = await makeWorld();
  const campaignId = await w.live();
  const letters = 'lkjihgfedcba';
  for (const letter of letters) await has(w, `kol_${letter}`, {});
  const list = await recommendKols(w.deps, w.brand, { campaignId });
  expect(list.map(({ kol }) => kol.handle)).toEqual([...'abcdefghij'].map((letter) => `kol_${letter}`));
  await expect(recommendKols(w.deps, w.other, { campaignId })).rejects.toMatchObject({
    code: 'campaigns/campaign_not_found',
  });
});
