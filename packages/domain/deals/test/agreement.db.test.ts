import { closeCampaign } from '@kolony/campaigns';
import { inTransaction } from '@kolony/db';
import { DAY } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import {
  acceptDeal,
  counterOffer,
  declineCounter,
  declineDeal,
  endDeal,
  expireOffers,
  getDeal,
  getOffer,
  listDeals,
  pauseDeal,
  resumeDeal,
  terminateDeal,
  withdrawInvitation,
  withdrawOffer,
} from '../src/index.ts';
import { Deal, type DealState, InviteKol } from '../src/schema.ts';
import { campaignOf, makeWorld, type World } from './world.ts';

describe('an invitation', () => {
  test('offers the campaign’s terms, is seen by both sides alike, and is audited', async () => {
    await using w = await makeWorld();
    const deal = await w.invite({ message: 'Join <b>us</b>' });
    expect(deal).toMatchObject({
      state: 'invited',
      brand: { id: w.brand.brandId, name: 'Huaxi' },
      kol: { id: w.kol.kolId, handle: 'mei', displayName: 'Mei' },
      message: 'Join <b>us</b>',
      rules: campaignOf().offer,
      termsVersion: null,
      terms: [],
      invitedAt: w.clock.now(),
      answeredAt: null,
      brief: campaignOf().brief,
      timeline: [{ kind: 'invited', by: 'brand', at: w.clock.now() }],
    });
    expect(Deal.parse(deal)).toEqual(deal);
    expect(await getOffer(w.deps, w.kol, { id: deal.id })).toEqual(deal);
    expect(await getDeal(w.deps, w.brand, { id: deal.id })).toEqual(deal);
    expect(await w.audited(deal.id)).toEqual([{ action: 'deal.invited', actor: w.brand.actor }]);
  });

  test('can offer terms of its own', async () => {
    await using w = await makeWorld();
    const offer = { earnings: [{ kind: 'cps' as const, rateBp: 2_000 }], holdDays: 14 };
    expect((await w.invite({ offer })).rules).toEqual(offer);
  });

  test('demands a live campaign', async () => {
    await using w = await makeWorld();
    const campaignId = await w.draft();
    const refusal = { code: 'deals/campaign_not_live', kind: 'conflict' };
    await expect(w.invite({ campaignId })).rejects.toMatchObject({ ...refusal, facts: { state: 'draft' } });
    const ended = await w.live();
    await closeCampaign(w.deps, w.brand, { id: ended });
    await expect(w.invite({ campaignId: ended })).rejects.toMatchObject({
      ...refusal,
      facts: { state: 'closed' },
    });
    expect((await listDeals(w.deps, w.brand, {})).data).toEqual([]);
  });

  test('to another brand’s campaign or to nobody is refused', async () => {
    await using w = await makeWorld();
    const campaignId = await w.live({}, w.other);
    await expect(w.invite({ campaignId })).rejects.toMatchObject({
      code: 'campaigns/campaign_not_found',
      kind: 'not_found',
    });
    await expect(w.invite({ kolId: 'kol_nobody' })).rejects.toMatchObject({
      code: 'deals/kol_not_found',
      kind: 'not_found',
    });
  });

  test('is one per campaign and KOL, also of eight at once', async () => {
    await using w = await makeWorld();
    const campaignId = await w.live();
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => w.invite({ campaignId })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(['deals/already_invited']));
    expect((await listDeals(w.deps, w.brand, {})).data[0]).toMatchObject({ state: 'invited' });
    expect(await w.db.dealEvent.count()).toBe(1);
    // Mei may be invited to another campaign, and another KOL to this one.
    await w.invite();
    await w.invite({ campaignId, kolId: w.otherKol.kolId });
  });

  test('with text that PostgreSQL cannot hold is refused at the form', () => {
    const result = InviteKol.safeParse({ campaignId: 'c', kolId: 'k', message: 'a\0' });
    expect(result.error?.issues).toMatchObject([{ path: ['message'], message: 'unstorable_text' }]);
    expect(InviteKol.parse({ campaignId: 'c', kolId: 'k' }).message).toBe('');
  });
});

describe('accepting', () => {
  test('freezes the offer as Terms v1, in force from that instant', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    w.clock.move(60_000);
    const at = w.clock.now();
    const terms = [
      {
        dealId: id,
        version: 1,
        rules: campaignOf().offer,
        legs: [{ party: `kol:${w.kol.kolId}`, kind: 'kol', name: 'Mei', shareBp: 10_000 }],
        effectiveFrom: at,
        acceptedAt: at,
        reason: '',
      },
    ];
    const deal = await w.accept(id);
    expect(deal).toMatchObject({
      state: 'active',
      termsVersion: 1,
      answeredAt: at,
      rules: campaignOf().offer,
      terms,
    });
    expect(deal.timeline.map((event) => [event.kind, event.by])).toEqual([
      ['invited', 'brand'],
      ['accepted', 'kol'],
    ]);
    expect((await w.audited(id)).at(-1)).toEqual({ action: 'deal.accepted', actor: w.kol.actor });
    expect(await w.db.terms.findMany({ select: { acceptedBy: true } })).toEqual([
      { acceptedBy: w.kol.actor },
    ]);
  });

  test('Terms are append-only in the database itself', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    await w.accept(id);
    await expect(
      w.db.terms.updateMany({ where: { dealId: id }, data: { acceptedBy: 'user:someone' } }),
    ).rejects.toThrow();
    await expect(w.db.terms.deleteMany({ where: { dealId: id } })).rejects.toThrow();
    expect(await w.db.terms.count()).toBe(1);
  });

  test('ten times at once makes one Terms v1; the others are told that it is active', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => w.accept(id)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const refusal = {
      code: 'deals/illegal_transition',
      kind: 'conflict',
      facts: { from: 'active', to: 'active' },
    };
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject(refusal);
    const deal = await getDeal(w.deps, w.brand, { id });
    expect(deal.terms).toHaveLength(1);
    expect(deal.timeline.filter((event) => event.kind === 'accepted')).toHaveLength(1);
  });

  test('and withdrawing at once: one of the two, never both', async () => {
    await using w = await makeWorld();
    for (let round = 0; round < 5; round++) {
      const { id } = await w.invite();
      const results = await Promise.allSettled([
        w.accept(id),
        withdrawInvitation(w.deps, w.brand, { id, reason }),
      ]);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      const deal = await getDeal(w.deps, w.brand, { id });
      expect(deal.terms).toHaveLength(deal.state === 'active' ? 1 : 0);
    }
  });

  test('is possible only while the campaign is live', async () => {
    await using w = await makeWorld();
    const { id, campaign } = await w.invite();
    await closeCampaign(w.deps, w.brand, { id: campaign.id });
    const refusal = { code: 'deals/campaign_not_live', kind: 'conflict', facts: { state: 'closed' } };
    await expect(w.accept(id)).rejects.toMatchObject(refusal);
    expect(await getOffer(w.deps, w.kol, { id })).toMatchObject({ state: 'invited', terms: [] });
  });

  test('waits for a close that is under way, and is then refused', async () => {
    await using w = await makeWorld();
    const { id, campaign } = await w.invite();
    let accepting: Promise<unknown> = Promise.resolve();
    await inTransaction(w.db, async (tx) => {
      await tx.campaign.update({ where: { id: campaign.id }, data: { state: 'closed' } });
      accepting = w.accept(id).catch((error: unknown) => error);
      // Not committed yet: whoever decides by what is committed decides wrongly now.
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await accepting).toMatchObject({ code: 'deals/campaign_not_live', facts: { state: 'closed' } });
  });

  test('an invitation waits for a close that is under way, and is then refused', async () => {
    await using w = await makeWorld();
    const campaignId = await w.live();
    let inviting: Promise<unknown> = Promise.resolve();
    await inTransaction(w.db, async (tx) => {
      await tx.campaign.update({ where: { id: campaignId }, data: { state: 'closed' } });
      inviting = w.invite({ campaignId }).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await inviting).toMatchObject({ code: 'deals/campaign_not_live', facts: { state: 'closed' } });
  });

  test('is undone whole with the transaction it is part of', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    const failing = inTransaction(w.db, async (tx) => {
      await acceptDeal(tx, { scope: w.kol, clock: w.clock, dealId: id, round: 1 });
      throw new Error('later step');
    });
    await expect(failing).rejects.toThrow('later step');
    expect(await getOffer(w.deps, w.kol, { id })).toMatchObject({
      state: 'invited',
      terms: [],
      answeredAt: null,
    });
    expect((await w.audited(id)).map((event) => event.action)).toEqual(['deal.invited']);
  });
});

const reason = 'for a reason';
const counter = (w: World, id: string, by: 'brand' | 'kol') =>
  getDeal(w.deps, w.brand, { id }).then(({ round, rules, deliverables }) =>
    counterOffer(w.deps, by === 'brand' ? w.brand : w.kol, { id, round, rules, deliverables, message: '' }),
  );
const moves = {
  'kol accept': async (w: World, id: string) =>
    w.accept(id, w.kol, (await getDeal(w.deps, w.brand, { id })).round),
  'brand accept': async (w: World, id: string) =>
    w.acceptCounter(id, (await getDeal(w.deps, w.brand, { id })).round),
  'kol counter': (w: World, id: string) => counter(w, id, 'kol'),
  'brand counter': (w: World, id: string) => counter(w, id, 'brand'),
  'kol decline': (w: World, id: string) => declineDeal(w.deps, w.kol, { id, reason }),
  'brand decline': (w: World, id: string) => declineCounter(w.deps, w.brand, { id, reason }),
  'kol withdraw': (w: World, id: string) => withdrawOffer(w.deps, w.kol, { id, reason }),
  'brand withdraw': (w: World, id: string) => withdrawInvitation(w.deps, w.brand, { id, reason }),
  'brand pause': (w: World, id: string) => pauseDeal(w.deps, w.brand, { id, reason }),
  'brand resume': (w: World, id: string) => resumeDeal(w.deps, w.brand, { id }),
  'brand end': (w: World, id: string) => endDeal(w.deps, w.brand, { id, reason }),
  'brand terminate': (w: World, id: string) => terminateDeal(w.deps, w.brand, { id, reason }),
  'system expire': async (w: World, id: string) => {
    w.clock.move(20 * DAY);
    await expireOffers(w.deps, w.system, { limit: 100 });
    return getDeal(w.deps, w.brand, { id });
  },
} as const;
type Move = keyof typeof moves;

/** How a deal gets into a state from an invitation, and what each side may do there. */
const STATES: Record<
  Exclude<DealState, 'applied'>,
  { by: readonly Move[]; leadsTo: Partial<Record<Move, DealState>> }
> = {
  invited: {
    by: [],
    leadsTo: {
      'kol accept': 'active',
      'kol counter': 'countered',
      'kol decline': 'declined',
      'brand withdraw': 'withdrawn',
      'system expire': 'expired',
    },
  },
  countered: {
    by: ['kol counter'],
    leadsTo: {
      'brand accept': 'active',
      'brand counter': 'invited',
      'brand decline': 'declined',
      'kol withdraw': 'withdrawn',
      'system expire': 'expired',
    },
  },
  active: {
    by: ['kol accept'],
    leadsTo: { 'brand pause': 'paused', 'brand end': 'ended', 'brand terminate': 'terminated' },
  },
  paused: {
    by: ['kol accept', 'brand pause'],
    leadsTo: { 'brand resume': 'active', 'brand end': 'ended', 'brand terminate': 'terminated' },
  },
  declined: { by: ['kol decline'], leadsTo: {} },
  withdrawn: { by: ['brand withdraw'], leadsTo: {} },
  expired: { by: ['system expire'], leadsTo: {} },
  ended: { by: ['kol accept', 'brand end'], leadsTo: {} },
  terminated: { by: ['kol accept', 'brand terminate'], leadsTo: {} },
};
const EVENT: Record<string, string> = {
  accept: 'accepted',
  counter: 'countered',
  decline: 'declined',
  withdraw: 'withdrawn',
  pause: 'paused',
  resume: 'resumed',
  end: 'ended',
  terminate: 'terminated',
  expire: 'expired',
};

describe('every move from every state', () => {
  test.each(Object.keys(STATES) as (keyof typeof STATES)[])('from %s', async (from) => {
    await using w = await makeWorld();
    for (const move of Object.keys(moves) as Move[]) {
      const { id } = await w.invite();
      for (const earlier of STATES[from].by) await moves[earlier](w, id);
      w.clock.move(1_000);
      const before = await getDeal(w.deps, w.brand, { id });
      expect(before.state).toBe(from);
      const to = STATES[from].leadsTo[move];
      if (!to) {
        if (move === 'system expire') expect((await moves[move](w, id)).state).toBe(from);
        else {
          const refusal = { code: 'deals/illegal_transition', kind: 'conflict' };
          await expect(moves[move](w, id)).rejects.toMatchObject(refusal);
          expect(await getDeal(w.deps, w.brand, { id })).toEqual(before);
        }
        continue;
      }
      const after = await moves[move](w, id);
      expect(after.state).toBe(to);
      const [by, verb = ''] = move.split(' ');
      const kind = EVENT[verb];
      expect(after.timeline.at(-1)).toMatchObject({ kind, by, at: w.clock.now() });
      expect(after.timeline).toHaveLength(before.timeline.length + 1);
      expect((await w.audited(id)).at(-1)).toMatchObject({ action: `deal.${kind}` });
      const says = ['decline', 'withdraw', 'pause', 'end', 'terminate'].includes(verb);
      expect(after.reason).toBe(says ? reason : '');
      if (says) expect(after.timeline.at(-1)?.facts).toMatchObject({ reason });
    }
  });

  test('declining, withdrawing and ending go on after the campaign was closed', async () => {
    await using w = await makeWorld();
    const [declined, withdrawn, active] = [await w.invite(), await w.invite(), await w.invite()];
    await w.accept(active.id);
    for (const deal of [declined, withdrawn, active])
      await closeCampaign(w.deps, w.brand, { id: deal.campaign.id });
    expect(await declineDeal(w.deps, w.kol, { id: declined.id, reason })).toMatchObject({
      state: 'declined',
    });
    expect(await withdrawInvitation(w.deps, w.brand, { id: withdrawn.id, reason })).toMatchObject({
      state: 'withdrawn',
    });
    expect(await endDeal(w.deps, w.brand, { id: active.id, reason })).toMatchObject({ state: 'ended' });
  });
});
