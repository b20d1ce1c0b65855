import { inTransaction } from '@kolony/db';
import { amendTerms, endDeal, pauseDeal } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { DAY, HOUR, present } from '@kolony/kernel';
import { auditLedger, post } from '@kolony/ledger';
import { describe, expect, test } from 'vitest';
import { replayCommissions, setConversionStatus } from '../src/index.ts';
import { castAgency, castRival, recordAll, unchanged } from './steps.ts';
import { clickOf, type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

/** A percentage that needs what was remembered of customers and of the deal's figures. */
const RULES: Rules = {
  earnings: [
    { kind: 'cps', rateBp: 1_500 },
    { kind: 'cps', rateBp: 2_000, only: { customer: 'new' } },
  ],
  caps: { total: 500_000 },
};

const replay = (w: DealWorld) => replayCommissions(w.deps, systemScope('test'));
const found = async (w: DealWorld) => (await replay(w)).drift.map(({ what, id }) => [what, id]);

/** Three received orders of ¥200.00, the second with ¥60.00 refunded; the ids of what is stored of the second. */
async function recorded() {
  const w = await dealWorld(RULES);
  for (const orderId of ['o1', 'o2', 'o3'])
    await w.record(orderId, 20_000, { status: 'completed', customerId: orderId, customerIsNew: false });
  await w.refund('o2', 6_000);
  const order = await w.deps.db.conversion.findFirstOrThrow({ where: { orderId: 'o2' } });
  const commission = await w.deps.db.commission.findFirstOrThrow({ where: { conversionId: order.id } });
  return Object.assign(w, { conversion: order.id, commission: commission.id });
}

/** What the database itself refuses, done by somebody who may switch its guards off. */
async function tamper(w: DealWorld, table: string, sql: string): Promise<void> {
  await w.deps.db.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  expect(await w.deps.db.$executeRawUnsafe(sql)).toBe(1);
  await w.deps.db.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

describe('what was recorded is what the events say', () => {
  test('nothing drifted: every order and every leg was looked at, and looking changed nothing', async () => {
    await using w = await recorded();
    expect(await unchanged(w, () => replay(w))).toEqual({ orders: 3, commissions: 3, drift: [] });
  });

  test('orders that nobody brought, that were refused and that were shared are looked at, too', async () => {
    await using w = await dealWorld(
      { earnings: [{ kind: 'cps', rateBp: 1_000 }], minOrder: 5_000 },
      { campaign: { attribution: { model: 'linear', windowDays: 30, codeRule: 'code_wins' } } },
    );
    const mcn = await castAgency(w, 'mcn');
    const bo = await joinKol(w, 'bo_li', {
      earnings: [{ kind: 'cps', rateBp: 1_000 }],
      partners: [{ agencyId: mcn.id, shareBp: 2_500 }],
      holdDays: 7,
    });
    const now = w.clock.now();
    await w.record('nobodys', 20_000, { touches: [] });
    await w.record('small', 4_999);
    await w.record('both', 20_001, { touches: [clickOf('m', w, now), clickOf('b', bo.numbers, now)] });
    // None, one that is refused, and Mei's, Bo's and the agency's.
    expect(await replay(w)).toEqual({ orders: 3, commissions: 4, drift: [] });
  });

  test('later events do not change what is said of earlier orders: amended, paused, ended, completed, cancelled', async () => {
    await using w = await recorded();
    await w.record('open', 20_000, { status: 'placed' });
    const about = { id: w.link.dealId, reason: 'over' };
    await amendTerms(w.deps, w.brand.scope, {
      ...about,
      rules: { ...RULES, earnings: [{ kind: 'cps', rateBp: 3_000 }], holdDays: 7 },
    });
    w.clock.move(HOUR);
    await pauseDeal(w.deps, w.brand.scope, about);
    const set = (orderId: string, status: 'completed' | 'cancelled') =>
      setConversionStatus(w.deps, w.brand.scope, { orderId, status, occurredAt: w.clock.now() });
    await set('open', 'completed');
    await set('o3', 'cancelled');
    await endDeal(w.deps, w.brand.scope, about);
    w.clock.move(90 * DAY);
    await w.settle(0);
    expect(await replay(w)).toEqual({ orders: 4, commissions: 4, drift: [] });
  });
});

describe('one stored thing that is changed behind its back is named, and nothing else', () => {
  test('a commission’s amount; the database refuses the change while its guard is on', async () => {
    await using w = await recorded();
    const change = `UPDATE commissions SET amount = 2999 WHERE id = '${w.commission}'`;
    await expect(w.deps.db.$executeRawUnsafe(change)).rejects.toThrow('a commission is never edited');
    await tamper(w, 'commissions', change);
    expect((await replay(w)).drift).toEqual([
      { what: 'amount', id: w.commission, detail: 'stored 2999, events say 3000' },
    ]);
  });

  test('one figure of a derivation', async () => {
    await using w = await recorded();
    const { derivation } = await w.deps.db.commission.findUniqueOrThrow({ where: { id: w.commission } });
    const text = JSON.stringify(derivation).replace('"rateBp":1500', '"rateBp":1400');
    expect(text).not.toBe(JSON.stringify(derivation));
    const change = `UPDATE commissions SET derivation = '${text}' WHERE id = '${w.commission}'`;
    await tamper(w, 'commissions', change);
    expect((await replay(w)).drift).toEqual([{ what: 'derivation', id: w.commission, detail: 'order o2' }]);
  });

  test('who won an order', async () => {
    await using w = await recorded();
    await w.deps.db.$executeRaw`
      UPDATE conversions SET decision = jsonb_set(decision, '{touches,0,verdict}', '"first_touch"') WHERE id = ${w.conversion}`;
    expect((await replay(w)).drift).toEqual([{ what: 'decision', id: w.conversion, detail: 'order o2' }]);
  });

  test('the amount of an order: its derivation, its commission and what the ledger holds of it do not fit any more', async () => {
    await using w = await recorded();
    await w.deps.db.$executeRaw`UPDATE conversions SET amount = 30000 WHERE id = ${w.conversion}`;
    const drift = await found(w);
    expect(drift.slice(0, 3)).toEqual([
      ['derivation', w.commission],
      ['amount', w.commission],
      ['net', w.commission],
    ]);
    // The deal's net GMV went by the order's refunded part.
    expect(drift.slice(3)).toEqual([['progress', w.link.dealId]]);
  });

  test('whether a customer was new', async () => {
    await using w = await recorded();
    await w.deps.db.$executeRaw`UPDATE conversions SET new_customer = true WHERE id = ${w.conversion}`;
    // 20 % instead of 15 %: 40.00, of which 70 % would be left.
    expect((await replay(w)).drift).toEqual([
      { what: 'derivation', id: w.commission, detail: 'order o2' },
      { what: 'amount', id: w.commission, detail: 'stored 3000, events say 4000' },
      { what: 'net', id: w.commission, detail: 'ledger 2100, events say 2800' },
    ]);
  });

  test('what was refunded of an order', async () => {
    await using w = await recorded();
    await w.deps.db.$executeRaw`UPDATE conversions SET refunded_lines = '[7000]' WHERE id = ${w.conversion}`;
    // 35 % of 30.00 would be gone.
    expect((await replay(w)).drift).toEqual([
      { what: 'net', id: w.commission, detail: 'ledger 2100, events say 1950' },
    ]);
  });

  test('money that was posted about a commission without an event: the books balance, the replay still says so', async () => {
    await using w = await recorded();
    const at = w.clock.now();
    const entries = [
      { account: { path: `campaign:${w.campaignId}:escrow`, currency: 'CNY' as const }, amount: -100 },
      { account: { path: `${w.kolParty}:pending`, currency: 'CNY' as const }, amount: 100 },
    ].map((entry) => ({ ...entry, subject: w.commission }));
    const gift = { kind: 'accrue', idempotencyKey: 'a-gift', occurredAt: at, entries };
    await inTransaction(w.deps.db, (tx) => post(tx, w.brand.scope, { at, transactions: [gift] }));
    expect((await auditLedger(w.deps.db)).drift).toEqual([]);
    const { drift } = await replay(w);
    expect(drift.map(({ what, id }) => [what, id])).toEqual([
      ['net', w.commission],
      ['progress', w.link.dealId],
    ]);
    expect(drift[0]?.detail).toBe('ledger 2200, events say 2100');
  });

  test('a party’s leg that is gone', async () => {
    await using w = await dealWorld(RULES);
    const mcn = await castAgency(w, 'mcn');
    const kol = await joinKol(w, 'talent', {
      earnings: [{ kind: 'cps', rateBp: 1_000 }],
      partners: [{ agencyId: mcn.id, shareBp: 3_000 }],
      holdDays: 7,
    });
    const touches = [clickOf('c', kol.numbers, w.clock.now())];
    const { id, commissions } = await w.record('o1', 10_000, { status: 'placed', touches });
    const leg = present(
      commissions.find((c) => c.party === mcn.party),
      'leg',
    ).id;
    await tamper(w, 'commissions', `DELETE FROM commissions WHERE id = '${leg}'`);
    const { drift } = await replay(w);
    expect(drift[0]).toEqual({ what: 'missing_leg', id, detail: `${mcn.party} of order o1` });
    // Its 3.00 of the outlay are in nobody's sum.
    expect(drift.slice(1).map(({ what }) => what)).toEqual(['progress']);
  });

  test.each(['pending_gmv', 'pending_orders', 'outlay'])(
    'a running figure of the deal (%s)',
    async (column) => {
      await using w = await recorded();
      await w.deps.db.$executeRawUnsafe(`UPDATE deal_progress SET ${column} = ${column} + 1`);
      expect(await found(w)).toEqual([['progress', w.link.dealId]]);
      await w.deps.db.$executeRawUnsafe(`UPDATE deal_progress SET ${column} = ${column} - 1`);
      expect(await found(w)).toEqual([]);
    },
  );

  test('in one brand’s books; the other brand’s are as they were', async () => {
    await using w = await recorded();
    const rival = await castRival(w);
    const theirs = await rival.record('o2', 20_000);
    const { id } = present(theirs.commissions[0], 'commission');
    await tamper(w, 'commissions', `UPDATE commissions SET amount = 1 WHERE id = '${id}'`);
    expect(await found(w)).toEqual([['amount', id]]);
  });

  test('among many: one of a thousand orders, beyond the first batch', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_500 }] }, { budget: 5_000_000 });
    for (let batch = 0; batch < 10; batch++)
      await recordAll(
        w,
        Array.from({ length: 100 }, (_, at) => w.order(`o${batch}-${at}`, 10_000)),
      );
    const last = await w.deps.db.commission.findFirstOrThrow({ orderBy: { conversionId: 'desc' } });
    await tamper(w, 'commissions', `UPDATE commissions SET amount = 1499 WHERE id = '${last.id}'`);
    const { orders, commissions, drift } = await replay(w);
    expect([orders, commissions]).toEqual([1_000, 1_000]);
    expect(drift.map(({ what, id }) => [what, id])).toEqual([['amount', last.id]]);
  });
});
