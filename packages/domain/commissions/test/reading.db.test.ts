import { inviteKol } from '@kolony/deals';
import { after, DAY, HOUR, present } from '@kolony/kernel';
import { castKol } from '@kolony/scenarios/worlds';
import { describe, expect, test } from 'vitest';
import {
  brandPartyStatement,
  brandStatement,
  earnings,
  explainCommission,
  explainEarning,
  listCommissions,
  listEarnings,
  ownStatement,
  readConversion,
} from '../src/index.ts';
import type { Commission } from '../src/schema.ts';
import { castAgency, castRival, money, payOut, recordAll, refused, topUp } from './steps.ts';
import { clickOf, type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

const cps = (rateBp: number): Rules => ({ earnings: [{ kind: 'cps', rateBp }] });
const orderIds = ({ data }: { data: Commission[] }) => data.map((commission) => commission.orderId);

/** A KOL whose commissions an agency shares by 30 %, with one order of ¥100.00 at 10 %. */
async function shared() {
  const w = await dealWorld(cps(1_500));
  const mcn = await castAgency(w, 'mcn');
  const kol = await joinKol(w, 'talent', {
    earnings: [{ kind: 'cps', rateBp: 1_000 }],
    partners: [{ agencyId: mcn.id, shareBp: 3_000 }],
    holdDays: 7,
  });
  const now = w.clock.now();
  const { commissions } = await w.record('shared', 10_000, {
    status: 'completed',
    touches: [clickOf('mei', w, after(now, -HOUR)), clickOf('talent', kol.numbers, now)],
  });
  const of = (party: string) =>
    present(
      commissions.find((c) => c.party === party),
      'leg',
    ).id;
  const ids = { kol: of(`kol:${kol.scope.kolId}`), agency: of(mcn.party) };
  return Object.assign(w, { mcn, talent: kol, ids });
}

describe('lists', () => {
  test('are newest first; by campaign and by deal they hold that one’s only', async () => {
    await using w = await dealWorld(cps(1_500));
    const bo = await joinKol(w, 'bo_li');
    const second = await w.nextCampaign(cps(1_000), w.kol.scope);
    const via = (numbers: { linkNo: number; dealNo: number }, id: string) => {
      w.clock.move(60_000);
      return w.record(id, 10_000, { touches: [clickOf(`c-${id}`, numbers, w.clock.now())] });
    };
    await via(w, 'mei-1');
    await via(bo.numbers, 'bo-1');
    await via(second.numbers, 'mei-2');
    await via(w, 'mei-3');
    const list = (query: Parameters<typeof listCommissions>[2]) =>
      listCommissions(w.deps, w.brand.scope, query);
    expect(orderIds(await list({}))).toEqual(['mei-3', 'mei-2', 'bo-1', 'mei-1']);
    expect(orderIds(await list({ campaignId: second.campaignId }))).toEqual(['mei-2']);
    expect(orderIds(await list({ dealId: bo.dealId }))).toEqual(['bo-1']);
    expect(orderIds(await list({ campaignId: second.campaignId, dealId: bo.dealId }))).toEqual([]);
    expect(orderIds(await list({ campaignId: 'none' }))).toEqual([]);
    const own = (query: Parameters<typeof listEarnings>[2]) => listEarnings(w.deps, w.kol.scope, query);
    expect(orderIds(await own({}))).toEqual(['mei-3', 'mei-2', 'mei-1']);
    expect(orderIds(await own({ campaignId: w.campaignId }))).toEqual(['mei-3', 'mei-1']);
    expect(orderIds(await own({ dealId: bo.dealId }))).toEqual([]);
  });

  test('page by page give everything once, though orders of the same instant and new ones come in between', async () => {
    await using w = await dealWorld(cps(1_500));
    // Seven in one request: the same instant.
    await recordAll(
      w,
      Array.from({ length: 7 }, (_, at) => w.order(`o${at}`, 10_000)),
    );
    const page = (cursor?: string) => listCommissions(w.deps, w.brand.scope, { cursor, limit: 3 });
    const first = await page();
    w.clock.move(HOUR);
    await w.record('newer', 10_000);
    const second = await page(present(first.nextCursor, 'cursor'));
    const third = await page(present(second.nextCursor, 'cursor'));
    expect([first, second, third].map(({ data }) => data.length)).toEqual([3, 3, 1]);
    expect(third.nextCursor).toBeNull();
    const seen = [first, second, third].flatMap(orderIds);
    expect(seen.toSorted()).toEqual(['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6']);
    const whole = await listCommissions(w.deps, w.brand.scope, {});
    expect(orderIds(whole)).toEqual(['newer', ...seen]);
    expect(whole.nextCursor).toBeNull();
    // Exactly as many as fit: there is no empty next page.
    expect((await listCommissions(w.deps, w.brand.scope, { limit: 8 })).nextCursor).toBeNull();
  });

  test.each(['x', '12', '12.', '.com_1', 'x.com_1', '1e3.com_1', '9999999999999999.com_1'])(
    'a cursor that is none (%s) is refused',
    async (cursor) => {
      await using w = await dealWorld(cps(1_500));
      const error = { code: 'commissions/bad_cursor', facts: { field: 'cursor' } };
      await refused(w, () => listCommissions(w.deps, w.brand.scope, { cursor }), error);
      await refused(w, () => listEarnings(w.deps, w.kol.scope, { cursor }), error);
    },
  );

  test('are one’s own: a brand reads every party’s legs, a KOL and an agency each their own, a rival none', async () => {
    await using w = await shared();
    const rival = await castRival(w);
    await rival.record('theirs', 10_000);
    const parties = async (page: Promise<{ data: Commission[] }>) =>
      (await page).data.map((c) => [c.orderId, c.party, c.amount]);
    const kolParty = `kol:${w.talent.scope.kolId}`;
    expect((await parties(listCommissions(w.deps, w.brand.scope, {}))).toSorted()).toEqual(
      [
        ['shared', w.mcn.party, 300],
        ['shared', kolParty, 700],
      ].toSorted(),
    );
    expect(await parties(listEarnings(w.deps, w.talent.scope, {}))).toEqual([['shared', kolParty, 700]]);
    expect(await parties(listEarnings(w.deps, w.mcn.scope, {}))).toEqual([['shared', w.mcn.party, 300]]);
    expect(await parties(listEarnings(w.deps, w.kol.scope, {}))).toEqual([]);
    expect(await parties(listCommissions(w.deps, rival.scope, {}))).toEqual([
      ['theirs', `kol:${rival.kol.kolId}`, 1_000],
    ]);
    expect(await parties(listCommissions(w.deps, rival.scope, { campaignId: w.campaignId }))).toEqual([]);
    expect(await parties(listCommissions(w.deps, rival.scope, { dealId: w.talent.dealId }))).toEqual([]);
  });

  test('of a KOL with two brands hold both', async () => {
    await using w = await dealWorld(cps(1_500));
    const rival = await castRival(w, w.kol.scope);
    await w.record('here', 10_000);
    w.clock.move(1_000);
    await rival.record('there', 10_000);
    const { data } = await listEarnings(w.deps, w.kol.scope, {});
    expect(data.map((c) => [c.orderId, c.campaignName, c.amount])).toEqual([
      ['there', 'Rival’s own', 1_000],
      ['here', 'Spring serum', 1_500],
    ]);
  });
});

describe('why this amount', () => {
  test('every step from the order to the hold, and the entries of the ledger', async () => {
    await using w = await dealWorld(cps(1_500));
    const at = w.clock.now();
    const { commissions, decision } = await w.record('o1', 20_000, { status: 'completed' });
    const commission = present(commissions[0], 'commission');
    const click = after(at, -HOUR);
    const why = await explainCommission(w.deps, w.brand.scope, { id: commission.id });
    const transactionId = present(why.entries[0], 'entry').transactionId;
    expect(why).toEqual({
      commission,
      decision,
      refunds: [],
      legs: [],
      derivation: {
        rulesVersion: 1,
        lines: [3_000],
        steps: [
          { kind: 'order', orderId: 'o1', amount: 20_000, currency: 'CNY', at },
          {
            kind: 'touch',
            clickId: 'click-o1',
            linkId: w.link.id,
            at: click,
            windowEndsAt: after(click, 30 * DAY),
          },
          {
            kind: 'terms',
            dealId: w.link.dealId,
            version: 1,
            effectiveFrom: new Date('2026-10-01T08:00:00Z'),
          },
          { kind: 'share', shareBp: 10_000 },
          { kind: 'base', amount: 20_000, currency: 'CNY' },
          { kind: 'rate', rule: 0, rateBp: 1_500, base: 20_000, amount: 3_000 },
          { kind: 'outlay', amount: 3_000, currency: 'CNY' },
          { kind: 'leg', party: w.kolParty, position: 0, shareBp: 10_000, amount: 3_000 },
          { kind: 'hold', receiptAt: at, receiptAssumed: false, days: 7, until: after(at, 7 * DAY) },
        ],
      },
      entries: [
        { transactionId, kind: 'accrue', account: 'escrow', amount: -3_000, at },
        { transactionId, kind: 'accrue', account: 'pending', amount: 3_000, at },
      ],
    });
  });

  test('the brand reads whose every touch is; a payee reads of rivals when they were and why they lost, and no names', async () => {
    await using w = await shared();
    const rivals = (why: Awaited<ReturnType<typeof explainEarning>>) =>
      present(why.decision, 'decision').touches.map((touch) => [touch.kolId, touch.dealId, touch.verdict]);
    const forBrand = await explainCommission(w.deps, w.brand.scope, { id: w.ids.kol });
    const talent = [w.talent.scope.kolId, w.talent.dealId, 'last_touch'];
    expect(rivals(forBrand)).toEqual([[w.kol.scope.kolId, w.link.dealId, 'not_last'], talent]);
    const forKol = await explainEarning(w.deps, w.talent.scope, { id: w.ids.kol });
    expect(rivals(forKol)).toEqual([['other_1', '', 'not_last'], talent]);
    const forAgency = await explainEarning(w.deps, w.mcn.scope, { id: w.ids.agency });
    expect(rivals(forAgency)).toEqual([['other_1', '', 'not_last'], talent]);
    for (const why of [forKol, forAgency]) {
      const text = JSON.stringify(why);
      for (const secret of [w.kol.scope.kolId, w.link.dealId, w.link.id, '"mei"'])
        expect([secret, text.includes(secret)]).toEqual([secret, false]);
      // What can be checked is still there.
      expect(why.decision?.touches.map((touch) => touch.at)).toEqual(
        forBrand.decision?.touches.map((touch) => touch.at),
      );
    }
  });

  test('the parties of one waterfall read each other’s part, by name', async () => {
    await using w = await shared();
    const kolParty = `kol:${w.talent.scope.kolId}`;
    const agencyLeg = { party: w.mcn.party, name: 'mcn', amount: 300 };
    const kolLeg = { party: kolParty, name: 'talent', amount: 700 };
    const legs = async (why: Promise<{ legs: unknown }>) => (await why).legs;
    expect(await legs(explainCommission(w.deps, w.brand.scope, { id: w.ids.kol }))).toEqual([agencyLeg]);
    expect(await legs(explainEarning(w.deps, w.talent.scope, { id: w.ids.kol }))).toEqual([agencyLeg]);
    expect(await legs(explainEarning(w.deps, w.mcn.scope, { id: w.ids.agency }))).toEqual([kolLeg]);
  });

  test('a refund is shown with what it took of this leg', async () => {
    await using w = await shared();
    const at = w.clock.now();
    await w.refund('shared', 5_000);
    const why = await explainEarning(w.deps, w.mcn.scope, { id: w.ids.agency });
    expect(why.refunds).toEqual([
      {
        refundId: 'R-shared-5000',
        kind: 'refund',
        amount: 5_000,
        currency: 'CNY',
        taken: 150,
        reason: 'returned',
        at,
        wonBackAt: null,
      },
    ]);
    expect(why.commission).toMatchObject({ amount: 300, reversed: 150 });
  });

  test('is not found by anybody else: another brand, another KOL, the other party of the same waterfall', async () => {
    await using w = await shared();
    const rival = await castRival(w);
    const missing = (id: string) => ({ code: 'commissions/commission_not_found', facts: { id } });
    for (const id of [w.ids.kol, w.ids.agency]) {
      await refused(w, () => explainCommission(w.deps, rival.scope, { id }), missing(id));
      await refused(w, () => explainEarning(w.deps, rival.kol, { id }), missing(id));
      await refused(w, () => explainEarning(w.deps, w.kol.scope, { id }), missing(id));
    }
    await refused(w, () => explainEarning(w.deps, w.mcn.scope, { id: w.ids.kol }), missing(w.ids.kol));
    await refused(
      w,
      () => explainEarning(w.deps, w.talent.scope, { id: w.ids.agency }),
      missing(w.ids.agency),
    );
    await refused(w, () => explainCommission(w.deps, w.brand.scope, { id: 'none' }), missing('none'));
    await refused(w, () => readConversion(w.deps, rival.scope, { orderId: 'shared' }), {
      code: 'commissions/order_not_found',
    });
  });
});

describe('what one has', () => {
  test('is nothing before the first deal, and zeroes before the first order of it', async () => {
    await using w = await dealWorld(cps(1_500));
    const { scope } = await castKol(w.deps, { handle: 'newcomer', displayName: 'New' });
    expect(await earnings(w.deps, scope)).toEqual([]);
    await inviteKol(w.deps, w.brand.scope, {
      campaignId: w.campaignId,
      kolId: scope.kolId,
      message: '',
    });
    expect(await earnings(w.deps, scope)).toEqual([]);
  });

  test('is shown per brand: pending, payable, on its way, paid and owed, as the ledger has it', async () => {
    await using w = await dealWorld(cps(1_500));
    const rival = await castRival(w, w.kol.scope);
    const orders = [10_000, 20_000, 30_000, 40_000].map((amount, at) =>
      w.order(`o${at + 1}`, amount, { status: at === 0 ? 'paid' : 'completed' }),
    );
    const answers = await recordAll(w, orders);
    await rival.record('r1', 10_000);
    await w.settle(7);
    const commission = (at: number) => {
      const answer = answers[at];
      return present(answer && 'commissions' in answer ? answer.commissions[0] : null, 'commission');
    };
    await payOut(w, commission(2), { settled: false });
    await payOut(w, commission(3));
    await w.refund('o4', 20_000);
    const brandId = w.brand.scope.brandId;
    expect(await earnings(w.deps, w.kol.scope)).toHaveLength(2);
    expect((await earnings(w.deps, w.kol.scope)).find((row) => row.brandId === brandId)).toEqual({
      brandId,
      brandName: 'Huaxi Beauty',
      currency: 'CNY',
      // 15 % of 100.00 held, of 200.00 released, of 300.00 on its way, of 400.00 paid, of 200.00 owed back
      pending: 1_500,
      payable: 3_000,
      inPayout: 4_500,
      paid: 6_000,
      owed: 3_000,
    });
    expect((await earnings(w.deps, w.kol.scope)).find((row) => row.brandId === rival.scope.brandId)).toEqual({
      brandId: rival.scope.brandId,
      brandName: 'Rival',
      currency: 'CNY',
      pending: 1_000,
      payable: 0,
      inPayout: 0,
      paid: 0,
      owed: 0,
    });
    await w.audit();
  });

  test('of an agency are its own parts', async () => {
    await using w = await shared();
    expect(await earnings(w.deps, w.mcn.scope)).toMatchObject([
      { brandName: 'Huaxi Beauty', pending: 300, payable: 0, inPayout: 0, paid: 0, owed: 0 },
    ]);
    await w.settle(7);
    await payOut(w, { id: w.ids.agency, amount: 300 }, { party: w.mcn.party });
    expect(await earnings(w.deps, w.mcn.scope)).toMatchObject([{ pending: 0, payable: 0, paid: 300 }]);
    // The KOL's part is where it was.
    expect(await earnings(w.deps, w.talent.scope)).toMatchObject([{ payable: 700, paid: 0 }]);
  });
});

describe('a party’s statement', () => {
  const START = new Date('2026-10-01T00:00:00Z');
  const MIDDLE = new Date('2026-10-09T00:00:00Z');
  const END = new Date('2026-11-01T00:00:00Z');

  /** 1 October: an order of ¥200.00. 8 October: released and paid. 10 October: ¥60.00 back, and an order of ¥100.00. */
  async function month(): Promise<DealWorld> {
    const w = await dealWorld(cps(1_500));
    const { commissions } = await w.record('o1', 20_000, { status: 'completed' });
    await w.settle(7);
    await payOut(w, { id: present(commissions[0], 'commission').id, amount: 3_000 });
    w.clock.move(2 * DAY);
    await w.refund('o1', 6_000);
    w.clock.move(HOUR);
    await w.record('o2', 10_000);
    return w;
  }
  const own = (w: DealWorld, from = START, to = END) =>
    ownStatement(w.deps, w.kol.scope, { brandId: w.brand.scope.brandId, currency: 'CNY', from, to });

  test('opening, every change with its balance, closing: to the fen what the ledger has', async () => {
    await using w = await month();
    const statement = await own(w);
    expect(statement).toMatchObject({
      brand: { id: w.brand.scope.brandId, name: 'Huaxi Beauty' },
      payee: { party: w.kolParty, kind: 'kol', name: 'Mei' },
      currency: 'CNY',
      opening: 0,
      // 30.00 and 15.00 earned, 30 % of 30.00 taken back, 30.00 paid
      totals: { earned: 4_500, reversed: -900, withheld: 0, paid: -3_000 },
      closing: 600,
      closingBy: { pending: 1_500, payable: 0, inPayout: 0, owed: 900 },
    });
    // From held to released and on its way to the bank nothing is more or less: no line.
    expect(
      statement.lines.map((line) => [line.kind, line.source, line.orderId, line.amount, line.balance]),
    ).toEqual([
      ['accrue', 'order', 'o1', 3_000, 3_000],
      ['settle', 'order', 'o1', -3_000, 0],
      ['reverse', 'order', 'o1', -900, -900],
      ['accrue', 'order', 'o2', 1_500, 600],
    ]);
    const { pending, payable, inPayout, debt } = await money(w);
    expect(statement.closing).toBe(pending + payable + inPayout + debt);
    await w.audit();
  });

  test('two periods that meet: the one closes with what the other opens with, and an instant is in one of them', async () => {
    await using w = await month();
    const [first, second] = [await own(w, START, MIDDLE), await own(w, MIDDLE, END)];
    expect([first.opening, first.closing, second.opening, second.closing]).toEqual([0, 0, 0, 600]);
    expect([...first.lines, ...second.lines].map((line) => line.kind)).toEqual([
      'accrue',
      'settle',
      'reverse',
      'accrue',
    ]);
    // Cut at the very instant of the refund: it is the later period's.
    const { at } = present(second.lines[0], 'line');
    const [before, from] = [await own(w, START, at), await own(w, at, END)];
    expect([before.lines.length, from.lines.length]).toEqual([2, 2]);
    expect(from.lines[0]).toMatchObject({ kind: 'reverse', amount: -900, balance: -900 });
  });

  test('of a period that is over reads the same later, whatever happened since', async () => {
    await using w = await month();
    const october = await own(w, START, MIDDLE);
    await w.refund('o1', 14_000);
    await w.record('o3', 50_000, { status: 'completed' });
    await w.settle(40);
    expect(await own(w, START, MIDDLE)).toEqual(october);
  });

  test('the brand reads the very same as the KOL', async () => {
    await using w = await month();
    const forBrand = await brandPartyStatement(w.deps, w.brand.scope, {
      party: w.kolParty,
      currency: 'CNY',
      from: START,
      to: END,
    });
    expect(forBrand).toEqual(await own(w));
  });

  test('an agency has its own, with its parts only', async () => {
    await using w = await shared();
    await w.refund('shared', 5_000);
    const statement = await ownStatement(w.deps, w.mcn.scope, {
      brandId: w.brand.scope.brandId,
      currency: 'CNY',
      from: START,
      to: END,
    });
    expect(statement).toMatchObject({
      payee: { party: w.mcn.party, kind: 'agency', name: 'mcn' },
      opening: 0,
      lines: [
        { kind: 'accrue', orderId: 'shared', amount: 300, balance: 300 },
        { kind: 'reverse', orderId: 'shared', amount: -150, balance: 150 },
      ],
      totals: { earned: 300, reversed: -150, withheld: 0, paid: 0 },
      closing: 150,
      closingBy: { pending: 150, payable: 0, inPayout: 0, owed: 0 },
    });
  });

  test('in another currency is empty; for parties that never dealt it is not found', async () => {
    await using w = await shared();
    const rival = await castRival(w);
    const period = { currency: 'CNY' as const, from: START, to: END };
    const dollars = { ...period, brandId: w.brand.scope.brandId, currency: 'USD' as const };
    expect(await ownStatement(w.deps, w.talent.scope, dollars)).toMatchObject({
      opening: 0,
      lines: [],
      closing: 0,
      closingBy: { pending: 0, payable: 0, inPayout: 0, owed: 0 },
    });
    const missing = { code: 'commissions/statement_not_found' };
    const { brandId } = rival.scope;
    await refused(w, () => ownStatement(w.deps, w.talent.scope, { ...period, brandId }), missing);
    await refused(w, () => ownStatement(w.deps, w.mcn.scope, { ...period, brandId }), missing);
    await refused(w, () => ownStatement(w.deps, w.talent.scope, { ...period, brandId: 'none' }), missing);
    for (const party of [
      `kol:${w.talent.scope.kolId}`,
      w.mcn.party,
      'kol:none',
      'agency:none',
      'brand:x',
      'x',
    ])
      await refused(w, () => brandPartyStatement(w.deps, rival.scope, { ...period, party }), missing);
  });
});

describe('the brand’s own statement', () => {
  test('what came in, what campaigns were given, what was earned and came back; closing as the ledger has it', async () => {
    await using w = await dealWorld(cps(1_500), { budget: 100_000 });
    const from = new Date('2026-10-01T00:00:00Z');
    await w.record('o1', 20_000, { status: 'completed' });
    await w.record('o2', 10_000);
    const middle = after(w.clock.now(), HOUR);
    w.clock.move(DAY);
    await w.refund('o1', 6_000);
    await topUp(w, 5_000);
    const to = after(w.clock.now(), 1);
    const { brandId } = w.brand.scope;
    const campaign = { id: w.campaignId, name: 'Spring serum' };
    const statement = await brandStatement(w.deps, w.brand.scope, { currency: 'CNY', from, to });
    expect(statement).toEqual({
      brand: { id: brandId, name: 'Huaxi Beauty' },
      currency: 'CNY',
      from,
      to,
      opening: 0,
      lines: [
        { kind: 'allocate', campaign: null, transactions: 2, amount: -105_000 },
        { kind: 'deposit', campaign: null, transactions: 2, amount: 105_000 },
        { kind: 'accrue', campaign, transactions: 2, amount: -4_500 },
        { kind: 'allocate', campaign, transactions: 2, amount: 105_000 },
        { kind: 'reverse', campaign, transactions: 1, amount: 900 },
      ],
      closing: 101_400,
      closingBy: { funding: 0, escrow: 101_400, reserved: 0 },
    });
    const { escrow, funding, reserved } = await money(w);
    expect(statement.closingBy).toEqual({ funding, escrow, reserved });
    const later = await brandStatement(w.deps, w.brand.scope, { currency: 'CNY', from: middle, to });
    // 1,000.00 less 45.00
    expect([later.opening, later.closing]).toEqual([95_500, 101_400]);
    expect(later.lines.map((line) => [line.kind, line.amount])).toEqual([
      ['allocate', -5_000],
      ['deposit', 5_000],
      ['allocate', 5_000],
      ['reverse', 900],
    ]);
  });

  test('a fee that is kept back stays the brand’s until it is earned', async () => {
    const milestones = [
      { key: 'sign', title: 'Sign', amount: 1_000, due: 'acceptance' as const },
      { key: 'post', title: 'Post', amount: 4_000, due: { deliverable: 0 } },
    ];
    await using w = await dealWorld({ milestones }, { budget: 10_000 });
    const period = { from: new Date('2026-10-01T00:00:00Z'), to: new Date('2026-11-01T00:00:00Z') };
    const statement = await brandStatement(w.deps, w.brand.scope, { currency: 'CNY', ...period });
    // Keeping back moves it within the brand's money: no line. The 10.00 that were due at once are gone.
    expect(statement.lines.map((line) => [line.kind, line.amount])).toEqual([
      ['allocate', -10_000],
      ['deposit', 10_000],
      ['accrue', -1_000],
      ['allocate', 10_000],
    ]);
    expect(statement.closingBy).toEqual({ funding: 0, escrow: 5_000, reserved: 4_000 });
    expect(statement.closing).toBe(9_000);
  });

  test('is one’s own, and of one currency', async () => {
    await using w = await dealWorld(cps(1_500));
    const rival = await castRival(w);
    await w.record('o1', 20_000);
    const period = { from: new Date('2026-10-01T00:00:00Z'), to: new Date('2026-11-01T00:00:00Z') };
    expect(await brandStatement(w.deps, rival.scope, { currency: 'CNY', ...period })).toMatchObject({
      brand: { name: 'Rival' },
      closing: 5_000,
      closingBy: { funding: 0, escrow: 5_000, reserved: 0 },
    });
    expect(await brandStatement(w.deps, w.brand.scope, { currency: 'USD', ...period })).toMatchObject({
      opening: 0,
      lines: [],
      closing: 0,
    });
  });
});
