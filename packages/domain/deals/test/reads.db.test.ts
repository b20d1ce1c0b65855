import { inTransaction } from '@kolony/db';
import { describe, expect, test } from 'vitest';
import {
  amendTerms,
  counterOffer,
  dealsForPricing,
  declineCounter,
  declineDeal,
  earnsAt,
  endDeal,
  getDeal,
  getOffer,
  inviteKol,
  kolNames,
  listDeals,
  listOffers,
  milestonesOf,
  pauseDeal,
  promiseSample,
  resumeDeal,
  terminateDeal,
  withdrawInvitation,
  withdrawOffer,
} from '../src/index.ts';
import { campaignOf, makeWorld } from './world.ts';

const notThere = { code: 'deals/deal_not_found', kind: 'not_found' };

describe('somebody else’s deal is not there', () => {
  test('for another brand and another KOL, in every use-case; and nothing of it changes', async () => {
    await using w = await makeWorld();
    const deal = await w.invite();
    const { id } = deal;
    await expect(getDeal(w.deps, w.other, { id })).rejects.toMatchObject(notThere);
    await expect(withdrawInvitation(w.deps, w.other, { id, reason: 'x' })).rejects.toMatchObject(notThere);
    await expect(endDeal(w.deps, w.other, { id, reason: 'x' })).rejects.toMatchObject(notThere);
    await expect(getOffer(w.deps, w.otherKol, { id })).rejects.toMatchObject(notThere);
    await expect(w.accept(id, w.otherKol)).rejects.toMatchObject(notThere);
    await expect(declineDeal(w.deps, w.otherKol, { id, reason: 'x' })).rejects.toMatchObject(notThere);
    expect((await listDeals(w.deps, w.other, { campaignId: deal.campaign.id })).data).toEqual([]);
    expect((await listOffers(w.deps, w.otherKol, {})).data).toEqual([]);
    expect(await kolNames(w.deps, w.other, { campaignId: deal.campaign.id })).toEqual(new Map());
    expect(await inTransaction(w.db, (tx) => dealsForPricing(tx, w.other, { ids: [id] }))).toEqual([]);
    const offer = { id, round: 1, rules: deal.rules, deliverables: deal.deliverables, message: '' };
    await expect(counterOffer(w.deps, w.otherKol, offer)).rejects.toMatchObject(notThere);
    await expect(counterOffer(w.deps, w.other, offer)).rejects.toMatchObject(notThere);
    await expect(declineCounter(w.deps, w.other, { id, reason: 'x' })).rejects.toMatchObject(notThere);
    await expect(withdrawOffer(w.deps, w.otherKol, { id, reason: 'x' })).rejects.toMatchObject(notThere);
    await expect(w.acceptCounter(id, 1, w.other)).rejects.toMatchObject(notThere);
    await expect(pauseDeal(w.deps, w.other, { id, reason: 'x' })).rejects.toMatchObject(notThere);
    await expect(resumeDeal(w.deps, w.other, { id })).rejects.toMatchObject(notThere);
    await expect(terminateDeal(w.deps, w.other, { id, reason: 'x' })).rejects.toMatchObject(notThere);
    await expect(amendTerms(w.deps, w.other, { id, rules: deal.rules, reason: 'x' })).rejects.toMatchObject(
      notThere,
    );
    const sample = { dealId: id, item: 'x', quantity: 1, cost: 1 };
    await expect(promiseSample(w.deps, w.other, sample)).rejects.toMatchObject(notThere);
    expect(await milestonesOf(w.db, w.other, { dealId: id })).toEqual([]);
    expect(await getDeal(w.deps, w.brand, { id })).toEqual(deal);
  });

  test('and is not locked by trying', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    await inTransaction(w.db, async (tx) => {
      await tx.$queryRaw`SELECT id FROM deals WHERE id = ${id} FOR NO KEY UPDATE`;
      await expect(w.accept(id, w.otherKol)).rejects.toMatchObject(notThere);
    });
  });
});

describe('the lists', () => {
  test('are newest first for both sides, in pages that join, and show the terms in force', async () => {
    await using w = await makeWorld();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      ids.unshift((await w.invite()).id);
      w.clock.move(1);
    }
    await w.accept(ids[0] ?? '');
    const pages = async (list: (cursor?: string) => ReturnType<typeof listDeals>) => {
      const seen: string[][] = [];
      let cursor: string | null | undefined;
      do {
        const page = await list(cursor ?? undefined);
        seen.push(page.data.map((deal) => deal.id));
        cursor = page.nextCursor;
      } while (cursor);
      return seen;
    };
    const expected = [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)];
    expect(await pages((cursor) => listDeals(w.deps, w.brand, { limit: 2, cursor }))).toEqual(expected);
    expect(await pages((cursor) => listOffers(w.deps, w.kol, { limit: 2, cursor }))).toEqual(expected);
    const [newest, next] = (await listOffers(w.deps, w.kol, {})).data;
    expect([newest?.termsVersion, next?.termsVersion]).toEqual([1, null]);
    expect((await listOffers(w.deps, w.kol, { state: 'active' })).data.map((deal) => deal.id)).toEqual([
      ids[0],
    ]);
    expect((await listDeals(w.deps, w.brand, { state: 'declined' })).data).toEqual([]);
  });

  test('brands search KOLs, KOLs search campaigns and brands; % and _ are themselves', async () => {
    await using w = await makeWorld();
    const off = await w.live({ name: '100% off_season' });
    const days = await w.live({ name: '100 days offXseason' });
    for (const campaignId of [off, days]) {
      await inviteKol(w.deps, w.brand, { campaignId, kolId: w.kol.kolId, message: '' });
      await inviteKol(w.deps, w.brand, { campaignId, kolId: w.otherKol.kolId, message: '' });
    }
    const kols = async (search: string) =>
      [...new Set((await listDeals(w.deps, w.brand, { search })).data.map((deal) => deal.kol.handle))].sort();
    expect(await kols('MEI')).toEqual(['mei']);
    expect(await kols('100%')).toEqual(['bo_li']);
    expect(await kols('o_l')).toEqual(['bo_li']);
    expect(await kols('%')).toEqual(['bo_li']);
    const campaigns = async (search: string) =>
      (await listOffers(w.deps, w.kol, { search })).data.map((deal) => deal.campaign.id);
    expect(await campaigns('off_')).toEqual([off]);
    expect(await campaigns('huaxi')).toHaveLength(2);
    expect(await campaigns('rival')).toEqual([]);
    expect((await listDeals(w.deps, w.brand, { campaignId: off })).data).toHaveLength(2);
    const names = await kolNames(w.deps, w.brand, { campaignId: off });
    expect(names).toEqual(
      new Map([
        [w.kol.kolId, 'Mei'],
        [w.otherKol.kolId, 'Bo 100%'],
      ]),
    );
  });
});

test('pricing reads when a deal was in force, its campaign’s rules and every Terms version', async () => {
  await using w = await makeWorld();
  const [never, ended] = [await w.invite(), await w.invite()];
  await w.accept(ended.id);
  const activeFrom = w.clock.now();
  w.clock.move(5_000);
  await endDeal(w.deps, w.brand, { id: ended.id, reason: 'over' });
  const read = await inTransaction(w.db, (tx) =>
    dealsForPricing(tx, w.brand, { ids: [never.id, ended.id, 'dea_unknown'] }),
  );
  const common = {
    kolId: w.kol.kolId,
    kolName: 'Mei',
    campaignName: campaignOf().name,
    campaignState: 'live',
    currency: 'CNY',
    attribution: campaignOf().attribution,
    pausedAt: null,
    paused: [],
  };
  const terms = [
    {
      dealId: ended.id,
      version: 1,
      rules: campaignOf().offer,
      legs: [{ party: `kol:${w.kol.kolId}`, kind: 'kol', name: 'Mei', shareBp: 10_000 }],
      effectiveFrom: activeFrom,
      acceptedAt: activeFrom,
      reason: '',
    },
  ];
  expect(new Map(read.map((deal) => [deal.dealId, deal]))).toEqual(
    new Map([
      [
        never.id,
        {
          ...common,
          dealId: never.id,
          campaignId: never.campaign.id,
          state: 'invited',
          activeFrom: null,
          endedAt: null,
          terms: [],
        },
      ],
      [
        ended.id,
        {
          ...common,
          dealId: ended.id,
          campaignId: ended.campaign.id,
          state: 'ended',
          activeFrom,
          endedAt: w.clock.now(),
          terms,
        },
      ],
    ]),
  );
  expect(await inTransaction(w.db, (tx) => dealsForPricing(tx, w.brand, {}))).toEqual([]);
});

test('a click earns from acceptance until the end, but not while the deal is paused', async () => {
  await using w = await makeWorld();
  const { id } = await w.invite();
  const start = w.clock.now();
  const at = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
  const earning = async () => {
    const [deal] = await inTransaction(w.db, (tx) => dealsForPricing(tx, w.brand, { ids: [id] }));
    if (!deal) throw new Error('no deal');
    // Of the seconds −1, 0, 9, 10, 19, 20, 29, 30, 39, 40, 50.
    const earns = [-1, 0, 9, 10, 19, 20, 29, 30, 39, 40, 50].filter((second) => earnsAt(deal, at(second)));
    return { earns, pausedAt: deal.pausedAt, paused: deal.paused, state: deal.state };
  };
  expect((await earning()).earns).toEqual([]);
  await w.accept(id);
  expect((await earning()).earns).toEqual([0, 9, 10, 19, 20, 29, 30, 39, 40, 50]);
  w.clock.move(10_000);
  await pauseDeal(w.deps, w.brand, { id, reason: 'stock' });
  expect(await earning()).toEqual({
    earns: [0, 9],
    pausedAt: at(10),
    paused: [{ from: at(10), to: null }],
    state: 'paused',
  });
  w.clock.move(10_000);
  await resumeDeal(w.deps, w.brand, { id });
  expect(await earning()).toEqual({
    earns: [0, 9, 20, 29, 30, 39, 40, 50],
    pausedAt: null,
    paused: [{ from: at(10), to: at(20) }],
    state: 'active',
  });
  w.clock.move(10_000);
  await pauseDeal(w.deps, w.brand, { id, reason: 'stock again' });
  w.clock.move(10_000);
  await terminateDeal(w.deps, w.brand, { id, reason: 'no stock' });
  expect(await earning()).toMatchObject({
    earns: [0, 9, 20, 29],
    paused: [
      { from: at(10), to: at(20) },
      { from: at(30), to: at(40) },
    ],
    state: 'terminated',
  });
});
