import { closeCampaign } from '@kolony/campaigns';
import type { TermsRules } from '@kolony/campaigns/schema';
import { amendTerms, counterOffer, declineDeal, getDeal, inviteKol, terminateDeal } from '@kolony/deals';
import { DAY, present } from '@kolony/kernel';
import { castKol } from '@kolony/scenarios/worlds';
import { describe, expect, test } from 'vitest';
import {
  acceptCounterOffer,
  acceptOffer,
  explainCommission,
  explainEarning,
  listEarnings,
  reviewSubmission,
} from '../src/index.ts';
import { castAgency, castRival, handInProof, money, only, outcomes, refused, topUp } from './steps.ts';
import { type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

const sign = { key: 'sign', title: 'On signing', amount: 10_000, due: 'acceptance' as const };
const post = { key: 'post', title: 'With the video', amount: 20_000, due: { deliverable: 0 } };
const story = { key: 'story', title: 'With the story', amount: 5_000, due: { deliverable: 1 } };
const VIDEO = { title: 'One video', format: 'video' as const, dueAt: null };
const STORY = { title: 'One story', format: 'story' as const, dueAt: null };
const TWO = { campaign: { deliverables: [VIDEO, STORY] }, budget: 100_000 };
const FEE: TermsRules = {
  earnings: [{ kind: 'cps', rateBp: 1_000 }],
  milestones: [sign, post],
  holdDays: 7,
};

/** A second KOL who was offered the fee and has not answered yet. */
async function offered(w: DealWorld, offer: TermsRules = FEE) {
  const { scope } = await castKol(w.deps, { handle: 'bo_li', displayName: 'Bo' });
  const { id, round } = await inviteKol(w.deps, w.brand.scope, {
    campaignId: w.campaignId,
    kolId: scope.kolId,
    message: '',
    offer,
  });
  return {
    scope,
    id,
    accept: (as = scope, on = round) => acceptOffer(w.deps, as, { id, round: on }),
    payable: () => w.of('payable', `kol:${scope.kolId}`),
  };
}

const states = async (w: DealWorld, id = w.link.dealId) =>
  (await getDeal(w.deps, w.brand.scope, { id })).milestones.map(({ key, state }) => [key, state]);
const approve = (w: DealWorld, submissionId: string) =>
  reviewSubmission(w.deps, w.brand.scope, { submissionId, approve: true, note: '' });

describe('accepting', () => {
  test('keeps back the whole fee and pays the parts that are due with the signature, each by itself', async () => {
    const milestones = [sign, { ...sign, key: 'samples', title: 'For samples', amount: 3_000 }, post];
    await using w = await dealWorld({ milestones }, { budget: 50_000 });
    // 100.00 + 30.00 are paid, 200.00 are kept back of 500.00.
    expect(await money(w)).toEqual(only({ escrow: 17_000, reserved: 20_000, payable: 13_000 }));
    const earnings = (await listEarnings(w.deps, w.kol.scope, {})).data;
    expect(earnings.map((c) => [c.source, c.rule, c.amount, c.state, c.orderId]).sort()).toEqual([
      ['milestone', 'fixed', 10_000, 'payable', null],
      ['milestone', 'fixed', 3_000, 'payable', null],
    ]);
    await w.audit();
  });

  test('pays nothing yet when every part waits for a posting', async () => {
    await using w = await dealWorld({ milestones: [post] }, { budget: 50_000 });
    expect(await money(w)).toEqual(only({ escrow: 30_000, reserved: 20_000 }));
    expect((await listEarnings(w.deps, w.kol.scope, {})).data).toEqual([]);
    await w.audit();
  });

  test('what is kept back cannot be spent by orders', async () => {
    await using w = await dealWorld(FEE, { budget: 30_900 });
    // 9.00 are free: 10 % of ¥90.00 fit, of ¥0.05 more do not.
    expect((await w.record('o1', 9_005)).commissions).toMatchObject([{ refusedFor: 'budget_exhausted' }]);
    expect((await w.record('o2', 9_000)).commissions).toMatchObject([{ refusedFor: null, amount: 900 }]);
    expect(await money(w)).toEqual(only({ reserved: 20_000, payable: 10_000, pending: 900 }));
    await w.audit();
  });

  test('one fen short: not signed, not reserved, no link, no commission; with the fen it is', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] }, { budget: 29_999 });
    const bo = await offered(w);
    await refused(w, () => bo.accept(), {
      code: 'deals/budget_too_small',
      facts: { missing: 1, currency: 'CNY', short: '0.01' },
    });
    await topUp(w, 1);
    const link = await bo.accept();
    expect(link).toMatchObject({ dealId: bo.id });
    expect(await states(w, bo.id)).toEqual([
      ['sign', 'released'],
      ['post', 'reserved'],
    ]);
    expect([await bo.payable(), await w.reserved(), await w.escrow()]).toEqual([10_000, 20_000, 0]);
    await w.audit();
  });

  test('is refused, and pays nothing, when it is not the offer that was read, not theirs, or not open any more', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] });
    const bo = await offered(w);
    await refused(w, () => bo.accept(bo.scope, 2), { code: 'deals/offer_moved_on', facts: { round: 1 } });
    await refused(w, () => bo.accept(w.kol.scope), { code: 'deals/deal_not_found' });
    w.clock.move(14 * DAY);
    await refused(w, () => bo.accept(), { code: 'deals/offer_expired' });
    await w.audit();
  });

  test('is refused after it was declined, and when the campaign was closed meanwhile', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] });
    const bo = await offered(w);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    await refused(w, () => bo.accept(), { code: 'deals/campaign_not_live', facts: { state: 'closed' } });
    await declineDeal(w.deps, bo.scope, { id: bo.id, reason: 'too late' });
    await refused(w, () => bo.accept(), { code: 'deals/illegal_transition' });
    expect(await money(w)).toEqual(only({ funding: 1_000_000 }));
    await w.audit();
  });

  test('ten times at once pays once', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] });
    const bo = await offered(w);
    const answers = await outcomes(Array.from({ length: 10 }, () => bo.accept()));
    expect(answers.filter((answer) => answer === 'deals/illegal_transition')).toHaveLength(9);
    expect([await bo.payable(), await w.reserved(), await w.escrow()]).toEqual([10_000, 20_000, 970_000]);
    expect(await w.deps.db.commission.count()).toBe(1);
    await w.audit();
  });

  test('two fees at once against money for one: one deal is made and paid, the other is told', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] }, { budget: 40_000 });
    const bo = await offered(w);
    const { scope } = await castKol(w.deps, { handle: 'cai', displayName: 'Cai' });
    const cai = await inviteKol(w.deps, w.brand.scope, {
      campaignId: w.campaignId,
      kolId: scope.kolId,
      message: '',
      offer: FEE,
    });
    const answers = await outcomes([
      bo.accept(),
      acceptOffer(w.deps, scope, { id: cai.id, round: cai.round }),
    ]);
    expect(answers.filter((answer) => answer === 'deals/budget_too_small')).toHaveLength(1);
    expect([await w.reserved(), await w.escrow()]).toEqual([20_000, 10_000]);
    expect((await bo.payable()) + (await w.of('payable', `kol:${scope.kolId}`))).toBe(10_000);
    await w.audit();
  });
});

describe('a counter-offer', () => {
  test('that the brand accepts is what is kept back and paid: the KOL’s figures, not the first ones', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] }, TWO);
    const bo = await offered(w);
    const rules = { ...FEE, milestones: [{ ...sign, amount: 12_000 }, { ...post, amount: 25_000 }, story] };
    await counterOffer(w.deps, bo.scope, {
      id: bo.id,
      round: 1,
      rules,
      deliverables: [VIDEO, STORY],
      message: 'A story as well',
    });
    // The KOL’s own offer is the brand’s to answer.
    await refused(w, () => bo.accept(bo.scope, 2), { code: 'deals/illegal_transition' });
    const stale = () => acceptCounterOffer(w.deps, w.brand.scope, { id: bo.id, round: 1 });
    await refused(w, stale, { code: 'deals/offer_moved_on', facts: { round: 2 } });
    const deal = await acceptCounterOffer(w.deps, w.brand.scope, { id: bo.id, round: 2 });
    expect(deal).toMatchObject({ state: 'active', termsVersion: 1, rules });
    expect(deal.milestones.map(({ key, state }) => [key, state])).toEqual([
      ['sign', 'released'],
      ['post', 'reserved'],
      ['story', 'reserved'],
    ]);
    // 120.00 paid; 250.00 + 50.00 kept back of 1,000.00
    expect([await bo.payable(), await w.reserved(), await w.escrow()]).toEqual([12_000, 30_000, 58_000]);
    await w.audit();
  });

  test('that the budget cannot pay is refused to the brand, and another brand does not find it', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] }, { budget: 30_000 });
    const bo = await offered(w);
    const rival = await castRival(w);
    const rules = { ...FEE, milestones: [sign, { ...post, amount: 20_500 }] };
    const counter = { id: bo.id, round: 1, rules, deliverables: [VIDEO], message: '' };
    await counterOffer(w.deps, bo.scope, counter);
    const answer = { id: bo.id, round: 2 };
    await refused(w, () => acceptCounterOffer(w.deps, w.brand.scope, answer), {
      code: 'deals/budget_too_small',
      facts: { missing: 500, short: '5.00' },
    });
    await refused(w, () => acceptCounterOffer(w.deps, rival.scope, answer), { code: 'deals/deal_not_found' });
    expect(await bo.payable()).toBe(0);
    await w.audit();
  });
});

describe('a posting', () => {
  test('that is confirmed pays its part and no other, and says which part it was', async () => {
    await using w = await dealWorld({ milestones: [sign, post, story] }, TWO);
    const proof = await handInProof(w, 0);
    w.clock.move(DAY);
    const at = w.clock.now();
    await approve(w, proof);
    expect(await states(w)).toEqual([
      ['sign', 'released'],
      ['post', 'released'],
      ['story', 'reserved'],
    ]);
    expect(await money(w)).toEqual(only({ escrow: 65_000, reserved: 5_000, payable: 30_000 }));
    const [newest] = (await listEarnings(w.deps, w.kol.scope, {})).data;
    const { id } = present(newest, 'earning');
    const why = await explainEarning(w.deps, w.kol.scope, { id });
    expect(why.derivation).toEqual({
      rulesVersion: 1,
      lines: [],
      steps: [
        { kind: 'terms', dealId: w.link.dealId, version: 1, effectiveFrom: new Date('2026-10-01T08:00:00Z') },
        { kind: 'milestone', key: 'post', title: 'With the video', amount: 20_000 },
        { kind: 'outlay', amount: 20_000, currency: 'CNY' },
        { kind: 'leg', party: w.kolParty, position: 0, shareBp: 10_000, amount: 20_000 },
        // The work is done and seen: there is nothing to wait for.
        { kind: 'hold', receiptAt: at, receiptAssumed: false, days: 0, until: at },
      ],
    });
    expect(why).toMatchObject({ decision: null, refunds: [], legs: [] });
    expect(why.entries.map((entry) => [entry.kind, entry.account, entry.amount])).toEqual([
      ['accrue', 'reserved', -20_000],
      ['accrue', 'payable', 20_000],
    ]);
    expect(await explainCommission(w.deps, w.brand.scope, { id })).toEqual(why);
    await w.audit();
  });

  test('that five colleagues confirm at once pays once', async () => {
    await using w = await dealWorld(FEE, { budget: 50_000 });
    const proof = await handInProof(w);
    const answers = await outcomes(Array.from({ length: 5 }, () => approve(w, proof)));
    expect(answers.filter((answer) => answer === 'deals/illegal_transition')).toHaveLength(4);
    expect(await money(w)).toEqual(only({ escrow: 20_000, payable: 30_000 }));
    await refused(w, () => approve(w, proof), { code: 'deals/illegal_transition' });
    await w.audit();
  });

  test('that another brand confirms is not found; nothing is paid', async () => {
    await using w = await dealWorld(FEE, { budget: 50_000 });
    const rival = await castRival(w);
    const submissionId = await handInProof(w);
    const review = { submissionId, approve: true, note: '' };
    await refused(w, () => reviewSubmission(w.deps, rival.scope, review), {
      code: 'deals/submission_not_found',
    });
    expect(await money(w)).toEqual(only({ escrow: 20_000, reserved: 20_000, payable: 10_000 }));
    await w.audit();
  });

  test('that is sent back pays nothing, and the next one does', async () => {
    await using w = await dealWorld(FEE, { budget: 50_000 });
    const proof = await handInProof(w);
    await reviewSubmission(w.deps, w.brand.scope, {
      submissionId: proof,
      approve: false,
      note: 'Wrong link',
    });
    expect(await money(w)).toEqual(only({ escrow: 20_000, reserved: 20_000, payable: 10_000 }));
    await refused(w, () => approve(w, proof), { code: 'deals/illegal_transition' });
    await w.audit();
  });

  test('after the campaign was closed is still paid, from what was kept back', async () => {
    await using w = await dealWorld(FEE, { budget: 50_000 });
    const proof = await handInProof(w);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    expect(await money(w)).toEqual(only({ funding: 20_000, reserved: 20_000, payable: 10_000 }));
    await approve(w, proof);
    expect(await money(w)).toEqual(only({ funding: 20_000, payable: 30_000 }));
    await w.audit();
  });

  test('shares its part of the fee among all parties, to the fen', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] });
    const mcn = await castAgency(w, 'mcn');
    const kol = await joinKol(w, 'talent', {
      earnings: [],
      milestones: [{ ...sign, amount: 10_001 }],
      partners: [{ agencyId: mcn.id, shareBp: 3_333 }],
      holdDays: 7,
    });
    // 66.67 % of 100.01 = 66.677; 33.33 % = 33.333 → 66.68 and 33.33
    expect(await w.of('payable', `kol:${kol.scope.kolId}`)).toBe(6_668);
    expect(await w.of('payable', mcn.party)).toBe(3_333);
    const [leg] = (await listEarnings(w.deps, mcn.scope, {})).data;
    const why = await explainEarning(w.deps, mcn.scope, { id: present(leg, 'leg').id });
    expect(why.legs).toEqual([{ party: `kol:${kol.scope.kolId}`, name: 'talent', amount: 6_668 }]);
    expect(await w.escrow()).toBe(1_000_000 - 10_001);
    await w.audit();
  });
});

describe('a deal that is broken off', () => {
  test('returns the parts that were not earned, keeps those that were, and pays nothing afterwards', async () => {
    await using w = await dealWorld({ milestones: [sign, post, story] }, TWO);
    await approve(w, await handInProof(w, 0));
    const late = await handInProof(w, 1);
    await terminateDeal(w.deps, w.brand.scope, { id: w.link.dealId, reason: 'breach' });
    expect(await states(w)).toEqual([
      ['sign', 'released'],
      ['post', 'released'],
      ['story', 'returned'],
    ]);
    expect(await money(w)).toEqual(only({ escrow: 70_000, payable: 30_000 }));
    await refused(w, () => approve(w, late), { code: 'deals/deal_not_active' });
    const again = () => terminateDeal(w.deps, w.brand.scope, { id: w.link.dealId, reason: 'breach' });
    await refused(w, again, { code: 'deals/illegal_transition' });
    await w.audit();
  });

  test('of a closed campaign returns them to the brand’s funding', async () => {
    await using w = await dealWorld(FEE, { budget: 50_000 });
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    await terminateDeal(w.deps, w.brand.scope, { id: w.link.dealId, reason: 'breach' });
    expect(await money(w)).toEqual(only({ funding: 40_000, payable: 10_000 }));
    await w.audit();
  });

  test('at the moment its posting is confirmed: the part is paid or returned, never both', async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      await using w = await dealWorld(FEE, { budget: 50_000 });
      const proof = await handInProof(w);
      await outcomes<unknown>([
        approve(w, proof),
        terminateDeal(w.deps, w.brand.scope, { id: w.link.dealId, reason: 'breach' }),
      ]);
      const [, part] = await states(w);
      const paid = part?.[1] === 'released';
      expect(await money(w)).toEqual(
        only(paid ? { escrow: 20_000, payable: 30_000 } : { escrow: 40_000, payable: 10_000 }),
      );
      await w.audit();
    }
  });
});

describe('amended Terms', () => {
  const amend = (w: DealWorld, rules: TermsRules) =>
    amendTerms(w.deps, w.brand.scope, { id: w.link.dealId, rules, reason: 'season' });

  test('cannot change the fee, nor who shares it', async () => {
    await using w = await dealWorld(FEE, { budget: 50_000 });
    const mcn = await castAgency(w, 'mcn');
    const attempts: [string, Rules][] = [
      ['milestones', { milestones: [sign, { ...post, amount: 20_001 }] }],
      ['milestones', { milestones: [sign] }],
      ['guarantee', { guarantee: { target: 100_000, days: 30 } }],
      ['partners', { partners: [{ agencyId: mcn.id, shareBp: 1_000 }] }],
    ];
    for (const [rule, change] of attempts)
      await refused(w, () => amend(w, { ...FEE, ...change }), {
        code: 'deals/amend_not_allowed',
        facts: { rule },
      });
    await w.audit();
  });

  test('leave the fee as it was signed: the part that becomes due later names the version of that day', async () => {
    await using w = await dealWorld(FEE, { budget: 50_000 });
    await amend(w, { ...FEE, earnings: [{ kind: 'cps', rateBp: 2_000 }] });
    expect(await money(w)).toEqual(only({ escrow: 20_000, reserved: 20_000, payable: 10_000 }));
    await approve(w, await handInProof(w));
    const parts = (await listEarnings(w.deps, w.kol.scope, {})).data;
    expect(parts.map((c) => [c.amount, c.termsVersion])).toEqual([
      [20_000, 2],
      [10_000, 1],
    ]);
    expect(await money(w)).toEqual(only({ escrow: 20_000, payable: 30_000 }));
    await w.audit();
  });
});
