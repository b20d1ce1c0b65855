import { RATE_LOCK_DAYS, RATE_NOTICE_DAYS, type TermsRules } from '@kolony/campaigns/schema';
import { DAY } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import {
  amendTerms,
  changeOffer,
  endDeal,
  getDeal,
  getOffer,
  inviteKol,
  pauseDeal,
  sendRateNotices,
} from '../src/index.ts';
import { makeWorld, timelineOf, WITH_FEE, type World } from './world.ts';

const at = (rateBp: number, more: Partial<TermsRules> = {}): TermsRules => ({
  earnings: [{ kind: 'cps', rateBp }],
  holdDays: 7,
  ...more,
});
const amend = (w: World, id: string, rules: TermsRules, reason = 'margins') =>
  amendTerms(w.deps, w.brand, { id, rules, reason });
const rateOf = (rules: TermsRules) => (rules.earnings[0]?.kind === 'cps' ? rules.earnings[0].rateBp : null);
/** A deal at 15 %, accepted a day ago. */
async function agreed(w: World, offer?: TermsRules) {
  const deal = offer ? await w.invite({ offer, campaignId: await w.funded(1_000_000) }) : await w.invite();
  await w.accept(deal.id);
  w.clock.move(DAY);
  return deal.id;
}

describe('an amendment', () => {
  test('that raises is in force at once, with the same parties and a reason', async () => {
    await using w = await makeWorld();
    await w.agency('house', { of: w.kol });
    const id = await agreed(w);
    await w.db.agencyMembership.updateMany({ data: { state: 'ended' } });
    const now = w.clock.now();
    const deal = await amend(w, id, at(1_600), 'well done');
    const [first, second] = deal.terms;
    expect(second).toEqual({
      dealId: id,
      version: 2,
      rules: at(1_600),
      legs: first?.legs,
      effectiveFrom: now,
      acceptedAt: now,
      reason: 'well done',
    });
    expect(second?.legs).toHaveLength(2);
    expect(deal).toMatchObject({ termsVersion: 2, rules: at(1_600), state: 'active' });
    expect(deal.timeline.at(-1)).toMatchObject({
      kind: 'amended',
      by: 'brand',
      facts: { version: 2, effectiveFrom: now.toISOString(), reason: 'well done' },
    });
    expect((await w.audited(id)).at(-1)).toEqual({ action: 'deal.amended', actor: w.brand.actor });
  });

  test('that lowers waits for the rate lock; until then both sides read the old rate as the one in force', async () => {
    await using w = await makeWorld();
    const id = await agreed(w);
    const from = new Date(w.clock.now().getTime() + RATE_LOCK_DAYS * DAY);
    const deal = await amend(w, id, at(1_200));
    expect(deal.terms[1]).toMatchObject({ version: 2, effectiveFrom: from });
    expect(deal).toMatchObject({ termsVersion: 1, rules: at(1_500) });
    w.clock.move(RATE_LOCK_DAYS * DAY - 1);
    expect(await getOffer(w.deps, w.kol, { id })).toMatchObject({ termsVersion: 1, rules: at(1_500) });
    w.clock.move(1);
    expect(await getOffer(w.deps, w.kol, { id })).toMatchObject({ termsVersion: 2, rules: at(1_200) });
  });

  test('that raises one thing and lowers another waits', async () => {
    await using w = await makeWorld();
    const id = await agreed(w);
    const deal = await amend(w, id, at(2_000, { holdDays: 14 }));
    expect(deal.termsVersion).toBe(1);
  });

  test('that says the same in other words is in force at once', async () => {
    await using w = await makeWorld();
    const id = await agreed(w);
    expect(await amend(w, id, at(1_500, { holdDays: 3 }))).toMatchObject({ termsVersion: 2 });
  });

  test('that goes back on a lowering not yet in force undoes it at once', async () => {
    await using w = await makeWorld();
    const id = await agreed(w);
    await amend(w, id, at(1_200));
    w.clock.move(10 * DAY);
    expect(await amend(w, id, at(1_500))).toMatchObject({ termsVersion: 3, rules: at(1_500) });
    w.clock.move(60 * DAY);
    expect(await getDeal(w.deps, w.brand, { id })).toMatchObject({ termsVersion: 3, rules: at(1_500) });
  });

  test('that makes an announced lowering milder comes when that one would have; a harsher one waits anew', async () => {
    await using w = await makeWorld();
    const id = await agreed(w);
    const start = w.clock.now().getTime();
    await amend(w, id, at(1_200));
    w.clock.move(10 * DAY);
    const milder = await amend(w, id, at(1_300));
    expect(milder.terms[2]?.effectiveFrom).toEqual(new Date(start + RATE_LOCK_DAYS * DAY));
    w.clock.move(DAY);
    const harsher = await amend(w, id, at(1_000));
    expect(harsher.terms[3]?.effectiveFrom).toEqual(new Date(start + (11 + RATE_LOCK_DAYS) * DAY));
    const seen: (number | null)[] = [];
    for (const day of [29, 30, 40, 41]) {
      w.clock.move(start + day * DAY - w.clock.now().getTime());
      seen.push(rateOf((await getDeal(w.deps, w.brand, { id })).rules));
    }
    expect(seen).toEqual([1_500, 1_300, 1_300, 1_000]);
  });

  test('leaves tiers, the rate they rise from, and bonuses as agreed: they are worked towards', async () => {
    await using w = await makeWorld();
    const offer: TermsRules = {
      earnings: [
        { kind: 'cps', rateBp: 1_500 },
        { kind: 'cps', rateBp: 2_000, only: { categories: ['serum'] } },
      ],
      tiers: { by: 'gmv', retroactive: true, steps: [{ from: 100_000, rateBp: 1_800 }] },
      bonuses: [{ by: 'orders', reach: 10, amount: 5_000 }],
      holdDays: 7,
    };
    const id = await agreed(w, offer);
    const [general, serum] = offer.earnings;
    if (!general || !serum) throw new Error('no earnings');
    const changes: [string, TermsRules][] = [
      [
        'tiers',
        { ...offer, tiers: { by: 'gmv', retroactive: false, steps: [{ from: 100_000, rateBp: 1_800 }] } },
      ],
      ['tiers', { ...offer, earnings: [{ kind: 'cps', rateBp: 1_600 }, serum] }],
      ['bonuses', { ...offer, bonuses: [{ by: 'orders', reach: 11, amount: 5_000 }] }],
    ];
    for (const [rule, rules] of changes)
      await expect(amend(w, id, rules)).rejects.toMatchObject({
        code: 'deals/amend_not_allowed',
        facts: { rule, field: rule },
      });
    const better: typeof serum = { kind: 'cps', rateBp: 2_500, only: { categories: ['serum'] } };
    expect(await amend(w, id, { ...offer, earnings: [general, better] })).toMatchObject({ termsVersion: 2 });
  });

  test('leaves the fixed fee, the guarantee and the partners as agreed', async () => {
    await using w = await makeWorld();
    const partner = await w.agency('broker');
    const offer: TermsRules = {
      ...WITH_FEE,
      guarantee: { target: 1_000_000, days: 30 },
      partners: [{ agencyId: partner, shareBp: 1_000 }],
    };
    const id = await agreed(w, offer);
    const [sign, post] = WITH_FEE.milestones ?? [];
    if (!sign || !post) throw new Error('no milestones');
    const refused = { code: 'deals/amend_not_allowed', kind: 'invalid' };
    const changes: [string, TermsRules][] = [
      ['milestones', { ...offer, milestones: [sign, { ...post, amount: 250_000 }] }],
      ['guarantee', { ...offer, guarantee: { target: 900_000, days: 30 } }],
      ['partners', { ...offer, partners: [{ agencyId: partner, shareBp: 900 }] }],
      ['milestones', at(2_000)],
    ];
    for (const [rule, rules] of changes)
      await expect(amend(w, id, rules)).rejects.toMatchObject({ ...refused, facts: { rule, field: rule } });
    expect(await amend(w, id, { ...offer, earnings: at(1_600).earnings })).toMatchObject({ termsVersion: 2 });
  });

  test('of nothing, or of what is not agreed or over, is refused', async () => {
    await using w = await makeWorld();
    const id = await agreed(w);
    await expect(amend(w, id, at(1_500))).rejects.toMatchObject({
      code: 'deals/nothing_to_amend',
      kind: 'invalid',
    });
    await endDeal(w.deps, w.brand, { id, reason: 'over' });
    const refusal = (state: string) => ({
      code: 'deals/deal_not_active',
      kind: 'conflict',
      facts: { state },
    });
    await expect(amend(w, id, at(1_600))).rejects.toMatchObject(refusal('ended'));
    const { id: invited } = await w.invite();
    await expect(amend(w, invited, at(1_600))).rejects.toMatchObject(refusal('invited'));
    const paused = await agreed(w);
    await pauseDeal(w.deps, w.brand, { id: paused, reason: 'stock' });
    expect(await amend(w, paused, at(1_600))).toMatchObject({ state: 'paused', termsVersion: 2 });
  });

  test('five at once make five versions, one after the other', async () => {
    await using w = await makeWorld();
    const id = await agreed(w);
    await Promise.all([1, 2, 3, 4, 5].map((more) => amend(w, id, at(1_500 + more))));
    const { terms } = await getDeal(w.deps, w.brand, { id });
    expect(terms.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('the notice of a lowered rate', () => {
  test('is said once, two days before', async () => {
    await using w = await makeWorld();
    const id = await agreed(w);
    await amend(w, id, at(1_200));
    const raised = await agreed(w);
    await amend(w, raised, at(1_900));
    w.clock.move((RATE_LOCK_DAYS - RATE_NOTICE_DAYS) * DAY - DAY - 1);
    expect(await sendRateNotices(w.deps, w.system)).toBe(0);
    w.clock.move(1);
    const counts = await Promise.all([1, 2, 3, 4].map(() => sendRateNotices(w.deps, w.system)));
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await sendRateNotices(w.deps, w.system)).toBe(0);
    const deal = await getDeal(w.deps, w.brand, { id });
    expect(deal.timeline.at(-1)).toMatchObject({
      kind: 'rate_notice',
      by: 'system',
      facts: { version: 2, effectiveFrom: deal.terms[1]?.effectiveFrom.toISOString() },
    });
    expect(timelineOf(await getDeal(w.deps, w.brand, { id: raised }))).not.toContain('rate_notice system');
  });

  test('is late rather than missing, and not said of what was replaced or is over', async () => {
    await using w = await makeWorld();
    const late = await agreed(w);
    await amend(w, late, at(1_200));
    const undone = await agreed(w);
    await amend(w, undone, at(1_200));
    await amend(w, undone, at(1_500));
    const over = await agreed(w);
    await amend(w, over, at(1_200));
    await endDeal(w.deps, w.brand, { id: over, reason: 'over' });
    w.clock.move((RATE_LOCK_DAYS + 3) * DAY);
    expect(await sendRateNotices(w.deps, w.system)).toBe(1);
    expect(timelineOf(await getDeal(w.deps, w.brand, { id: late })).at(-1)).toBe('rate_notice system');
  });
});

describe('a campaign’s changed offer', () => {
  test('lowers its deals after the lock, newcomers at once; deals with terms of their own keep them', async () => {
    await using w = await makeWorld();
    const campaignId = await w.live();
    const invite = (kolId: string, offer?: TermsRules) =>
      inviteKol(w.deps, w.brand, { campaignId, kolId, message: '', ...(offer ? { offer } : {}) });
    const mei = await invite(w.kol.kolId);
    await w.accept(mei.id);
    const bo = await invite(w.otherKol.kolId, at(2_000));
    await w.accept(bo.id, w.otherKol);
    const change = { id: campaignId, rules: at(1_200), reason: 'margins' };
    expect(await changeOffer(w.deps, w.brand, change)).toEqual({ amended: 1 });
    expect(await getDeal(w.deps, w.brand, { id: mei.id })).toMatchObject({
      termsVersion: 1,
      rules: at(1_500),
    });
    expect((await getDeal(w.deps, w.brand, { id: bo.id })).terms).toHaveLength(1);
    const an = await w.signUpAs('an_an', 'An');
    const { id } = await invite(an.kolId);
    expect(await w.accept(id, an)).toMatchObject({ rules: at(1_200), termsVersion: 1 });
    w.clock.move(RATE_LOCK_DAYS * DAY);
    expect(await getDeal(w.deps, w.brand, { id: mei.id })).toMatchObject({
      termsVersion: 2,
      rules: at(1_200),
    });
  });

  test('leaves every deal its fixed fee, and is not for another brand’s campaign or one that is not live', async () => {
    await using w = await makeWorld();
    const campaignId = await w.funded(1_000_000, { offer: WITH_FEE });
    const { id } = await inviteKol(w.deps, w.brand, { campaignId, kolId: w.kol.kolId, message: '' });
    await w.accept(id);
    await changeOffer(w.deps, w.brand, { id: campaignId, rules: at(2_000), reason: 'season' });
    expect(await getDeal(w.deps, w.brand, { id })).toMatchObject({
      termsVersion: 2,
      rules: { ...at(2_000), milestones: WITH_FEE.milestones },
    });
    const change = { rules: at(1_000), reason: 'x' };
    await expect(changeOffer(w.deps, w.other, { id: campaignId, ...change })).rejects.toMatchObject({
      code: 'campaigns/campaign_not_found',
    });
    const partners = [{ agencyId: 'agy_nobody', shareBp: 100 }];
    await expect(
      changeOffer(w.deps, w.brand, { id: campaignId, rules: at(2_000, { partners }), reason: 'x' }),
    ).rejects.toMatchObject({ code: 'deals/unknown_partner' });
    await expect(changeOffer(w.deps, w.brand, { id: await w.draft(), ...change })).rejects.toMatchObject({
      code: 'deals/campaign_not_live',
    });
  });

  test('and signatures at once: every deal ends with the new rules or follows them', async () => {
    await using w = await makeWorld();
    const campaignId = await w.live();
    const { id } = await inviteKol(w.deps, w.brand, { campaignId, kolId: w.kol.kolId, message: '' });
    await Promise.all([
      w.accept(id),
      changeOffer(w.deps, w.brand, { id: campaignId, rules: at(1_900), reason: 'season' }),
    ]);
    const deal = await getDeal(w.deps, w.brand, { id });
    expect(deal.state).toBe('active');
    // Signed first: amended to 19 %. Signed second: what was offered, 15 %.
    expect([deal.terms.length, rateOf(deal.rules)]).toEqual(
      deal.terms.length === 2 ? [2, 1_900] : [1, 1_500],
    );
  });
});
