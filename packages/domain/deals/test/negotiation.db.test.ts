import { closeCampaign } from '@kolony/campaigns';
import { DAY } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import {
  applyToCampaign,
  counterOffer,
  declineCounter,
  declineDeal,
  endDeal,
  expireOffers,
  getDeal,
  getOffer,
  inviteKol,
  listOpenCampaigns,
  terminateDeal,
  withdrawInvitation,
  withdrawOffer,
} from '../src/index.ts';
import { Deal, OFFER_DAYS, OpenCampaign } from '../src/schema.ts';
import { campaignOf, makeWorld, timelineOf, WITH_FEE, type World } from './world.ts';

const deliverables = [
  { title: 'One video', format: 'video' as const, dueAt: new Date('2026-11-01T00:00:00.000Z') },
];
const rules = { earnings: [{ kind: 'cps' as const, rateBp: 1_800 }], holdDays: 7 };
const counter = (w: World, id: string, round: number, side: 'brand' | 'kol') =>
  counterOffer(w.deps, side === 'brand' ? w.brand : w.kol, {
    id,
    round,
    rules: { ...rules, earnings: [{ kind: 'cps', rateBp: 1_800 + round }] },
    deliverables,
    message: `round ${round + 1}`,
  });

describe('an invitation', () => {
  test('is round 1, by the brand, with the campaign’s deliverables, and lapses after the days of an offer', async () => {
    await using w = await makeWorld();
    const deal = await w.invite({ message: 'Join us' });
    expect(deal).toMatchObject({
      state: 'invited',
      turn: 'kol',
      round: 1,
      expiresAt: new Date(w.clock.now().getTime() + OFFER_DAYS * DAY),
      deliverables: campaignOf().deliverables,
      offers: [
        {
          round: 1,
          by: 'brand',
          rules: campaignOf().offer,
          deliverables: campaignOf().deliverables,
          message: 'Join us',
          at: w.clock.now(),
        },
      ],
      timeline: [{ kind: 'invited', by: 'brand', facts: { round: 1 } }],
    });
    expect(Deal.parse(deal)).toEqual(deal);
  });

  test.each(['declined', 'withdrawn', 'expired'] as const)(
    'goes out again after it was %s: the next round',
    async (state) => {
      await using w = await makeWorld();
      const { id, campaign } = await w.invite({ message: 'first' });
      if (state === 'declined') await declineDeal(w.deps, w.kol, { id, reason: 'no time' });
      if (state === 'withdrawn') await withdrawInvitation(w.deps, w.brand, { id, reason: 'a mistake' });
      w.clock.move(20 * DAY);
      if (state === 'expired') await expireOffers(w.deps, w.system, { limit: 10 });
      expect((await getDeal(w.deps, w.brand, { id })).state).toBe(state);
      const offer = { ...rules, holdDays: 10 };
      const again = await inviteKol(w.deps, w.brand, {
        campaignId: campaign.id,
        kolId: w.kol.kolId,
        message: 'second',
        offer,
      });
      expect(again).toMatchObject({
        id,
        state: 'invited',
        round: 2,
        message: 'second',
        reason: '',
        rules: offer,
        invitedAt: w.clock.now(),
        answeredAt: null,
        expiresAt: new Date(w.clock.now().getTime() + OFFER_DAYS * DAY),
      });
      expect(again.offers.map(({ round, by, message }) => [round, by, message])).toEqual([
        [1, 'brand', 'first'],
        [2, 'brand', 'second'],
      ]);
      expect(timelineOf(again).at(-1)).toBe('invited brand');
      await expect(w.accept(id, w.kol, 1)).rejects.toMatchObject({ code: 'deals/offer_moved_on' });
      expect(await w.accept(id, w.kol, 2)).toMatchObject({ state: 'active', rules: offer });
    },
  );

  test('does not go out again while there is a deal, or after one that ran', async () => {
    await using w = await makeWorld();
    const refusal = (state: string) => ({
      code: 'deals/already_invited',
      kind: 'conflict',
      facts: { state },
    });
    const again = (campaignId: string) =>
      inviteKol(w.deps, w.brand, { campaignId, kolId: w.kol.kolId, message: '' });
    const invited = await w.invite();
    await expect(again(invited.campaign.id)).rejects.toMatchObject(refusal('invited'));
    await counter(w, invited.id, 1, 'kol');
    await expect(again(invited.campaign.id)).rejects.toMatchObject(refusal('countered'));
    for (const [move, state] of [
      [endDeal, 'ended'],
      [terminateDeal, 'terminated'],
    ] as const) {
      const { id, campaign } = await w.invite();
      await w.accept(id);
      await expect(again(campaign.id)).rejects.toMatchObject(refusal('active'));
      await move(w.deps, w.brand, { id, reason: 'over' });
      await expect(again(campaign.id)).rejects.toMatchObject(refusal(state));
    }
  });

  test('offers nothing that could not be signed', async () => {
    await using w = await makeWorld();
    const refused = (offer: object) => w.invite({ offer: { ...WITH_FEE, ...offer } });
    const [sign, post] = WITH_FEE.milestones ?? [];
    await expect(refused({ milestones: [sign, { ...post, due: { deliverable: 1 } }] })).rejects.toMatchObject(
      {
        code: 'deals/milestone_without_deliverable',
        kind: 'invalid',
        facts: { title: 'With the post', field: 'milestones' },
      },
    );
    await expect(
      refused({ milestones: [post, { ...post, key: 'twice', title: 'Twice' }] }),
    ).rejects.toMatchObject({
      code: 'deals/two_milestones_for_one',
      facts: { title: 'Twice' },
    });
    await expect(refused({ partners: [{ agencyId: 'agy_nobody', shareBp: 100 }] })).rejects.toMatchObject({
      code: 'deals/unknown_partner',
      facts: { agencyId: 'agy_nobody', field: 'partners' },
    });
    expect(await w.db.deal.count()).toBe(0);
  });
});

describe('an application', () => {
  test('takes the campaign’s offer as the brand’s round 1, and is the brand’s turn', async () => {
    await using w = await makeWorld();
    const campaignId = await w.live();
    const deal = await applyToCampaign(w.deps, w.kol, { campaignId, message: 'I use it every day' });
    expect(deal).toMatchObject({
      state: 'applied',
      turn: 'brand',
      round: 1,
      message: 'I use it every day',
      rules: campaignOf().offer,
      expiresAt: new Date(w.clock.now().getTime() + OFFER_DAYS * DAY),
      offers: [{ round: 1, by: 'brand', message: '', rules: campaignOf().offer }],
      timeline: [{ kind: 'applied', by: 'kol' }],
    });
    expect(await getDeal(w.deps, w.brand, { id: deal.id })).toEqual(deal);
    expect(await w.audited(deal.id)).toEqual([{ action: 'deal.applied', actor: w.kol.actor }]);
  });

  test('is accepted by the brand, and never by the KOL who made it', async () => {
    await using w = await makeWorld();
    const { id } = await applyToCampaign(w.deps, w.kol, { campaignId: await w.live(), message: '' });
    await expect(w.accept(id)).rejects.toMatchObject({
      code: 'deals/illegal_transition',
      facts: { from: 'applied', to: 'active' },
    });
    const deal = await w.acceptCounter(id, 1);
    expect(deal).toMatchObject({ state: 'active', termsVersion: 1, expiresAt: null });
    expect(timelineOf(deal)).toEqual(['applied kol', 'accepted brand']);
    expect((await w.db.terms.findFirstOrThrow()).acceptedBy).toBe(w.brand.actor);
  });

  test('can be declined with a reason, withdrawn, or countered', async () => {
    await using w = await makeWorld();
    const apply = async () =>
      (await applyToCampaign(w.deps, w.kol, { campaignId: await w.live(), message: '' })).id;
    expect(
      await declineCounter(w.deps, w.brand, { id: await apply(), reason: 'not our niche' }),
    ).toMatchObject({
      state: 'declined',
      reason: 'not our niche',
      turn: null,
      expiresAt: null,
    });
    expect(await withdrawOffer(w.deps, w.kol, { id: await apply(), reason: 'ill' })).toMatchObject({
      state: 'withdrawn',
      reason: 'ill',
    });
    expect(await counter(w, await apply(), 1, 'brand')).toMatchObject({
      state: 'invited',
      round: 2,
      turn: 'kol',
    });
  });

  test('is not for campaigns that are draft, closed, over, not open, or not there: all alike', async () => {
    await using w = await makeWorld();
    const closed = await w.live();
    await closeCampaign(w.deps, w.brand, { id: closed });
    const over = await w.live({ endsAt: new Date(w.clock.now().getTime() + DAY) });
    w.clock.move(2 * DAY);
    const ids = [await w.draft(), closed, over, await w.live({ openToApply: false }), 'cmp_nothing'];
    for (const campaignId of ids)
      await expect(applyToCampaign(w.deps, w.kol, { campaignId, message: '' })).rejects.toMatchObject({
        code: 'deals/campaign_not_open',
        kind: 'not_found',
        facts: { id: campaignId },
      });
    expect((await listOpenCampaigns(w.deps, w.kol, {})).data).toEqual([]);
  });

  test('is one, also of eight at once, and none beside an invitation', async () => {
    await using w = await makeWorld();
    const campaignId = await w.live();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => applyToCampaign(w.deps, w.kol, { campaignId, message: '' })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { campaign } = await w.invite();
    const refusal = { code: 'deals/already_applied', kind: 'conflict' };
    await expect(
      applyToCampaign(w.deps, w.kol, { campaignId: campaign.id, message: '' }),
    ).rejects.toMatchObject(refusal);
  });
});

test('open campaigns: live ones of any brand that the KOL has no deal with, newest first, searchable', async () => {
  await using w = await makeWorld();
  const first = await w.live({ name: 'Winter cream' });
  w.clock.move(1);
  const second = await w.live({ name: 'Summer 100%' }, w.other);
  const all = await listOpenCampaigns(w.deps, w.kol, {});
  expect(all.data.map(({ id, name, brand }) => [id, name, brand.name])).toEqual([
    [second, 'Summer 100%', 'Rival'],
    [first, 'Winter cream', 'Huaxi'],
  ]);
  for (const campaign of all.data) expect(OpenCampaign.parse(campaign)).toEqual(campaign);
  expect(all.data[0]?.deliverables).toMatchObject(campaignOf().deliverables);
  const ids = async (search: string) =>
    (await listOpenCampaigns(w.deps, w.kol, { search })).data.map(({ id }) => id);
  expect([await ids('huaxi'), await ids('0%'), await ids('%%')]).toEqual([[first], [second], []]);
  const page = await listOpenCampaigns(w.deps, w.kol, { limit: 1 });
  expect(await listOpenCampaigns(w.deps, w.kol, { limit: 1, cursor: page.nextCursor ?? '' })).toMatchObject({
    data: [{ id: first }],
    nextCursor: null,
  });
  await applyToCampaign(w.deps, w.kol, { campaignId: first, message: '' });
  expect(await ids('')).toEqual([second]);
  expect((await listOpenCampaigns(w.deps, w.otherKol, {})).data).toHaveLength(2);
});

describe('a counter-offer', () => {
  test('is the next round with its own rules and deliverables, turns the turn, and starts the days again', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    w.clock.move(10 * DAY);
    const first = await counter(w, id, 1, 'kol');
    expect(first).toMatchObject({
      state: 'countered',
      turn: 'brand',
      round: 2,
      rules: { earnings: [{ kind: 'cps', rateBp: 1_801 }] },
      deliverables,
      expiresAt: new Date(w.clock.now().getTime() + OFFER_DAYS * DAY),
      terms: [],
    });
    const second = await counter(w, id, 2, 'brand');
    expect(second).toMatchObject({ state: 'invited', turn: 'kol', round: 3 });
    expect(second.offers.map(({ round, by, message }) => [round, by, message])).toEqual([
      [1, 'brand', ''],
      [2, 'kol', 'round 2'],
      [3, 'brand', 'round 3'],
    ]);
    expect(second.timeline.map(({ kind, by, facts }) => [kind, by, facts])).toEqual([
      ['invited', 'brand', { round: 1 }],
      ['countered', 'kol', { round: 2 }],
      ['countered', 'brand', { round: 3 }],
    ]);
    const agreed = await w.accept(id, w.kol, 3);
    expect(agreed.terms).toMatchObject([{ version: 1, rules: { earnings: [{ rateBp: 1_802 }] } }]);
    expect(agreed.work).toMatchObject([{ title: 'One video', dueAt: deliverables[0]?.dueAt, state: 'open' }]);
  });

  test('of the KOL is accepted by the brand', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    await counter(w, id, 1, 'kol');
    expect(await w.acceptCounter(id, 2)).toMatchObject({
      state: 'active',
      rules: { earnings: [{ rateBp: 1_801 }] },
    });
  });

  test('answers the round that was read: another by now is refused, for counters and signatures of both sides', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    const movedOn = (round: number) => ({ code: 'deals/offer_moved_on', kind: 'conflict', facts: { round } });
    await expect(counter(w, id, 2, 'kol')).rejects.toMatchObject(movedOn(1));
    await expect(w.accept(id, w.kol, 2)).rejects.toMatchObject(movedOn(1));
    await counter(w, id, 1, 'kol');
    await expect(counter(w, id, 1, 'brand')).rejects.toMatchObject(movedOn(2));
    await expect(w.acceptCounter(id, 1)).rejects.toMatchObject(movedOn(2));
    expect(await getDeal(w.deps, w.brand, { id })).toMatchObject({ round: 2, state: 'countered', terms: [] });
  });

  test('and a signature of the same round at once: one of the two', async () => {
    await using w = await makeWorld();
    for (let attempt = 0; attempt < 5; attempt++) {
      const { id } = await w.invite();
      const results = await Promise.allSettled([w.accept(id), counter(w, id, 1, 'kol')]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const deal = await getDeal(w.deps, w.brand, { id });
      expect([deal.state, deal.round, deal.terms.length]).toEqual(
        deal.state === 'active' ? ['active', 1, 1] : ['countered', 2, 0],
      );
    }
  });

  test('is not made by whose turn it is not, on a closed campaign, nor with what could not be signed', async () => {
    await using w = await makeWorld();
    const { id, campaign } = await w.invite();
    await expect(counter(w, id, 1, 'brand')).rejects.toMatchObject({
      code: 'deals/illegal_transition',
      facts: { from: 'invited', to: 'invited' },
    });
    await expect(
      counterOffer(w.deps, w.kol, { id, round: 1, rules: WITH_FEE, deliverables: [], message: '' }),
    ).rejects.toMatchObject({ code: 'deals/milestone_without_deliverable' });
    await closeCampaign(w.deps, w.brand, { id: campaign.id });
    await expect(counter(w, id, 1, 'kol')).rejects.toMatchObject({ code: 'deals/campaign_not_live' });
    expect(await getOffer(w.deps, w.kol, { id })).toMatchObject({ state: 'invited', round: 1 });
  });

  test('rounds are append-only in the database itself', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    await expect(
      w.db.dealOffer.updateMany({ where: { dealId: id }, data: { message: 'x' } }),
    ).rejects.toThrow();
    await expect(w.db.dealOffer.deleteMany({ where: { dealId: id } })).rejects.toThrow();
  });
});

describe('an offer that nobody answers', () => {
  test('lapses at its instant: it cannot be accepted, and the worker says so once', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    const countered = await w.invite();
    await counter(w, countered.id, 1, 'kol');
    const applied = await applyToCampaign(w.deps, w.otherKol, { campaignId: await w.live(), message: '' });
    const accepted = await w.invite();
    await w.accept(accepted.id);
    w.clock.move(OFFER_DAYS * DAY - 1);
    expect(await expireOffers(w.deps, w.system, { limit: 10 })).toBe(0);
    w.clock.move(1);
    const refusal = { code: 'deals/offer_expired', kind: 'conflict' };
    await expect(w.accept(id)).rejects.toMatchObject(refusal);
    await expect(counter(w, id, 1, 'kol')).rejects.toMatchObject(refusal);
    await expect(w.acceptCounter(countered.id, 2)).rejects.toMatchObject(refusal);
    const counts = await Promise.all([1, 2, 3].map(() => expireOffers(w.deps, w.system, { limit: 10 })));
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(3);
    for (const lapsed of [id, countered.id, applied.id]) {
      const deal = await getDeal(w.deps, w.brand, { id: lapsed });
      expect(deal).toMatchObject({ state: 'expired', turn: null });
      expect(timelineOf(deal).filter((line) => line === 'expired system')).toHaveLength(1);
    }
    expect((await getDeal(w.deps, w.brand, { id: accepted.id })).state).toBe('active');
    const [row] = await w.db.auditEvent.findMany({ where: { action: 'deal.expired', subject: id } });
    expect(row).toMatchObject({ brandId: w.brand.brandId, actor: 'system:test' });
  });

  test('lapses by the limit, the oldest first', async () => {
    await using w = await makeWorld();
    const first = await w.invite();
    w.clock.move(1_000);
    const second = await w.invite();
    w.clock.move(30 * DAY);
    expect(await expireOffers(w.deps, w.system, { limit: 1 })).toBe(1);
    expect((await getDeal(w.deps, w.brand, { id: first.id })).state).toBe('expired');
    expect((await getDeal(w.deps, w.brand, { id: second.id })).state).toBe('invited');
  });
});
