import { inTransaction } from '@kolony/db';
import { present } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import { describe, expect, test } from 'vitest';
import {
  approveBatch,
  cancelBatch,
  listPayable,
  listPayouts,
  preparePayouts,
  readPayout,
} from '../src/index.ts';
import { makeWorld, type World } from './world.ts';

const only = async (w: World) => present((await listPayable(w.deps, w.brand))[0], 'payable');
const one = (batch: { payouts: { id: string }[] }) => present(batch.payouts[0], 'payout').id;

describe('what is payable', () => {
  test('is listed per party and currency, by name, with what it comes to', async () => {
    await using w = await makeWorld();
    await w.earn(3_000);
    await w.earn(2_000);
    await w.earn(700, { currency: 'USD' });
    await w.earn(900, { party: `agency:${w.agency.agencyId}` });
    await w.profile();
    const rows = await listPayable(w.deps, w.brand);
    expect(
      rows.map((row) => [
        row.payee.kind,
        row.payee.name,
        row.currency,
        row.payable,
        row.net,
        row.commissions,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['kol', 'Mei', 'CNY', 5_000, 5_000, 2],
        ['kol', 'Mei', 'USD', 700, 700, 1],
        ['agency', 'Star MCN', 'CNY', 900, 900, 1],
      ]),
    );
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => [row.payee.kind, row.hasAccount])).toEqual(
      expect.arrayContaining([
        ['kol', true],
        ['agency', false],
      ]),
    );
  });

  test('is not what the platform earns, nor what another brand owes', async () => {
    await using w = await makeWorld();
    await w.earn(500, { party: 'platform:kolony' });
    await w.earn(500, { brand: w.other });
    expect(await listPayable(w.deps, w.brand)).toEqual([]);
  });

  test('never sums to more than the account has, even if a refund met a payout', async () => {
    await using w = await makeWorld();
    const paid = await w.earn(3_000);
    const { id } = await w.prepare();
    await approveBatch(w.deps, w.brand, { id });
    // A refund that chose `payable` for money that has just left it: the commission is at −9.00 there.
    await w.earn(2_000);
    await w.takeBack(paid, 900);
    expect(await only(w)).toMatchObject({ payable: 1_100, commissions: 1 });
    expect(await w.approved()).toMatchObject({ total: 1_100 });
    expect(await w.money()).toEqual({ payable: 0, inPayout: 4_100, owed: 0 });
    expect(await w.drift()).toEqual([]);
  });
});

describe('a life', () => {
  test('proposed → approved → paid: the money moves with the state and not before', async () => {
    await using w = await makeWorld();
    await w.profile();
    const commissions = [await w.earn(3_000), await w.earn(2_000)];
    const batch = await w.prepare();
    expect(batch).toMatchObject({
      state: 'proposed',
      total: 5_000,
      createdBy: w.brand.actor,
      createdByName: 'Lin',
      needsAnother: false,
      payouts: [
        {
          state: 'proposed',
          amount: 5_000,
          net: 5_000,
          commissions: 2,
          payee: { party: w.mei, kind: 'kol', name: 'Mei' },
          account: { holder: 'Lin Mei', last4: '2230' },
        },
      ],
    });
    expect(await w.money()).toEqual({ payable: 5_000, inPayout: 0, owed: 0 });
    expect(await listPayable(w.deps, w.brand)).toEqual([]); // spoken for

    const approved = await approveBatch(w.deps, w.brand, { id: batch.id });
    expect(approved).toMatchObject({
      state: 'approved',
      approvedByName: 'Lin',
      payouts: [{ state: 'approved' }],
    });
    expect(await w.money()).toEqual({ payable: 0, inPayout: 5_000, owed: 0 });

    const id = one(batch);
    expect(await w.settle(id)).toMatchObject({ state: 'paid', reference: 'BANK-1', paidAt: w.clock.now() });
    expect(await w.money()).toEqual({ payable: 0, inPayout: 0, owed: 0 });
    expect(await w.settled()).toBe(5_000);
    expect(await w.actions(id)).toEqual(['payout.approved', 'payout.paid']);
    expect(await w.actions(batch.id)).toEqual(['payout_batch.prepared', 'payout_batch.approved']);
    const entries = await w.db.ledgerEntry.findMany({ where: { transaction: { kind: 'settle' } } });
    expect(new Set(entries.map((entry) => entry.subject))).toEqual(new Set(commissions));
    expect(await w.drift()).toEqual([]);
  });

  test('proposed → cancelled: nothing was posted, and all of it is payable again', async () => {
    await using w = await makeWorld();
    await w.earn(3_000);
    const { id } = await w.prepare();
    const before = await w.db.ledgerTransaction.count();
    expect(await cancelBatch(w.deps, w.brand, { id })).toMatchObject({
      state: 'cancelled',
      payouts: [{ state: 'cancelled' }],
    });
    await cancelBatch(w.deps, w.brand, { id });
    expect(await w.db.ledgerTransaction.count()).toBe(before);
    expect(await only(w)).toMatchObject({ payable: 3_000 });
    expect(await w.actions(id)).toEqual(['payout_batch.prepared', 'payout_batch.cancelled']);
    await expect(approveBatch(w.deps, w.brand, { id })).rejects.toMatchObject({
      code: 'payouts/illegal_transition',
      facts: { from: 'cancelled', to: 'approved' },
    });
    expect(await w.approved()).toMatchObject({ total: 3_000 });
  });

  test('approved → failed: payable again, and the next payout pays it', async () => {
    await using w = await makeWorld();
    const commission = await w.earn(3_000);
    const id = one(await w.approved());
    expect(await w.fail(id)).toMatchObject({ state: 'failed', reason: 'Closed', endedAt: w.clock.now() });
    expect(await w.money()).toEqual({ payable: 3_000, inPayout: 0, owed: 0 });
    const again = await w.approved();
    const items = await w.db.payoutItem.findMany({ where: { payoutId: one(again) } });
    expect(items).toMatchObject([{ commissionId: commission, amount: 3_000n }]);
    await w.settle(one(again));
    expect(await w.settled()).toBe(3_000);
    expect(await w.drift()).toEqual([]);
  });

  test('paid → returned: the world gives it back, payable again', async () => {
    await using w = await makeWorld();
    await w.earn(3_000);
    const id = one(await w.approved());
    await w.settle(id);
    expect(await w.comeBack(id)).toMatchObject({ state: 'returned', reason: 'Unknown', reference: 'BANK-1' });
    expect(await w.money()).toEqual({ payable: 3_000, inPayout: 0, owed: 0 });
    expect(await w.settled()).toBe(0);
    const kinds = await w.db.ledgerTransaction.findMany({ where: { idempotencyKey: { endsWith: id } } });
    expect(kinds.map((row) => row.kind).sort()).toEqual(['payout', 'payout_return', 'settle']);
    expect(await w.drift()).toEqual([]);
  });

  test('one commission in two payouts at once: each settles its own part of it', async () => {
    await using w = await makeWorld();
    const commission = await w.earn(3_000);
    const first = one(await w.approved());
    // A chargeback that was won back gives the same commission ¥5.00 more while the first payout is under way.
    const won = { kind: 'accrue', idempotencyKey: 'won', occurredAt: w.clock.now() };
    await inTransaction(w.db, (tx) =>
      post(tx, w.brand, {
        at: w.clock.now(),
        transactions: [
          {
            ...won,
            entries: [
              { account: { path: 'world:manual', currency: 'CNY' }, amount: -500, subject: commission },
              { account: { path: `${w.mei}:payable`, currency: 'CNY' }, amount: 500, subject: commission },
            ],
          },
        ],
      }),
    );
    const second = one(await w.approved());
    await w.fail(second);
    expect(await w.money()).toEqual({ payable: 500, inPayout: 3_000, owed: 0 });
    await w.settle(first);
    expect(await w.money()).toEqual({ payable: 500, inPayout: 0, owed: 0 });
    expect(await w.settled()).toBe(3_000);
  });
});

describe('said twice is done once', () => {
  test('settling, failing and returning', async () => {
    await using w = await makeWorld();
    await w.earn(3_000);
    const paid = one(await w.approved());
    for (let i = 0; i < 3; i++) await w.settle(paid);
    expect(await w.settled()).toBe(3_000);
    await expect(w.settle(paid, 'BANK-2')).rejects.toMatchObject({
      code: 'payouts/already_paid',
      facts: { reference: 'BANK-1' },
    });
    for (let i = 0; i < 3; i++) await w.comeBack(paid);
    expect(await w.money()).toMatchObject({ payable: 3_000 });
    const failed = one(await w.approved());
    for (let i = 0; i < 3; i++) await w.fail(failed);
    expect(await w.money()).toMatchObject({ payable: 3_000, inPayout: 0 });
    expect(await w.actions(paid)).toEqual(['payout.approved', 'payout.paid', 'payout.returned']);
    expect(await w.actions(failed)).toEqual(['payout.approved', 'payout.failed']);
  });

  test('what ended does not begin again', async () => {
    await using w = await makeWorld();
    await w.earn(3_000);
    const proposed = await w.prepare();
    const illegal = (from: string, to: string) => ({
      code: 'payouts/illegal_transition',
      facts: { from, to },
    });
    await expect(w.settle(one(proposed))).rejects.toMatchObject(illegal('proposed', 'paid'));
    await expect(w.fail(one(proposed))).rejects.toMatchObject(illegal('proposed', 'failed'));
    await approveBatch(w.deps, w.brand, { id: proposed.id });
    await expect(cancelBatch(w.deps, w.brand, { id: proposed.id })).rejects.toMatchObject(
      illegal('approved', 'cancelled'),
    );
    await expect(w.comeBack(one(proposed))).rejects.toMatchObject(illegal('approved', 'returned'));
    await w.fail(one(proposed));
    await expect(w.settle(one(proposed))).rejects.toMatchObject(illegal('failed', 'paid'));
    await expect(w.fail(one(proposed), 'Another reason')).rejects.toMatchObject(illegal('failed', 'failed'));
    await expect(w.comeBack(one(proposed))).rejects.toMatchObject(illegal('failed', 'returned'));
    expect(await w.money()).toEqual({ payable: 3_000, inPayout: 0, owed: 0 });
  });

  test('settled and failed at once: one of them, never both', async () => {
    await using w = await makeWorld();
    for (let round = 0; round < 5; round++) {
      await w.earn(1_000);
      const id = one(await w.approved());
      const results = await Promise.allSettled([w.settle(id), w.fail(id)]);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      const { state } = await readPayout(w.deps, w.brand, { id });
      const { payable, inPayout } = await w.money();
      expect(inPayout).toBe(0);
      if (state === 'failed') {
        expect(payable).toBe(1_000);
        await w.settle(one(await w.approved()), `BANK-${round}`);
      } else expect(payable).toBe(0);
      expect(await w.settled()).toBe(1_000 * (round + 1));
    }
    expect(await w.drift()).toEqual([]);
  });
});

describe('a debt', () => {
  test('takes at most half of a payout; the rest waits for the next', async () => {
    await using w = await makeWorld();
    const first = await w.earn(8_000);
    await w.settle(one(await w.approved()));
    await w.takeBack(first, 8_000, { from: 'clawback' });
    await w.earn(3_000);
    // 80.00 owed; of 30.00 half is 15.00.
    expect(await only(w)).toMatchObject({ payable: 3_000, owed: 8_000, recovered: 1_500, net: 1_500 });
    const batch = await w.approved();
    expect(batch).toMatchObject({ total: 1_500, payouts: [{ recovered: 1_500, net: 1_500 }] });
    expect(await w.money()).toEqual({ payable: 0, inPayout: 1_500, owed: 6_500 });
    await w.settle(one(batch), 'BANK-2');
    expect(await w.settled()).toBe(9_500);
    expect(await w.drift()).toEqual([]);
  });

  test('is recovered once, though two payouts are open at the same time, in whatever order they are approved', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      await using w = await makeWorld();
      const first = await w.earn(5_000);
      await w.settle(one(await w.approved()));
      await w.takeBack(first, 4_000, { from: 'clawback' });
      await w.earn(6_000);
      const a = await w.prepare(); // 40.00 owed, at most 30.00: 30.00
      await w.earn(6_000);
      const b = await w.prepare(); // 10.00 is not spoken for
      expect([a.payouts[0]?.recovered, b.payouts[0]?.recovered]).toEqual([3_000, 1_000]);
      for (const at of order) await approveBatch(w.deps, w.brand, { id: present([a, b][at], 'batch').id });
      expect(await w.money()).toEqual({ payable: 0, inPayout: 8_000, owed: 0 });
      expect(await w.drift()).toEqual([]);
    }
  });

  test('stays repaid when the payout fails: only what was to be paid is payable again', async () => {
    await using w = await makeWorld();
    const first = await w.earn(2_000);
    await w.settle(one(await w.approved()));
    await w.takeBack(first, 2_000, { from: 'clawback' });
    await w.earn(3_000);
    await w.fail(one(await w.approved()));
    expect(await w.money()).toEqual({ payable: 1_500, inPayout: 0, owed: 500 });
    expect(await w.drift()).toEqual([]);
  });
});

describe('tax', () => {
  test('is set aside for the authority at the approval, each entry with its commission', async () => {
    await using w = await makeWorld();
    await w.profile({ taxRuleSet: 'cn_labour' });
    const ids = [await w.earn(200_000), await w.earn(100_000)];
    // ¥3,000.00 − 800.00 = 2,200.00 × 20 % = 440.00; 2/3 and 1/3 of it: 293.33 and 146.67
    expect(await only(w)).toMatchObject({ tax: { ruleSet: 'cn_labour', withheld: 44_000 }, net: 256_000 });
    const batch = await w.approved();
    expect(batch.total).toBe(256_000);
    expect(await w.money()).toEqual({ payable: 0, inPayout: 256_000, owed: 0 });
    expect(await w.balance('authority:cn_labour:withheld')).toBe(44_000);
    const kept = await w.db.ledgerEntry.findMany({
      where: { transaction: { kind: 'withhold' }, amount: { gt: 0 } },
      orderBy: { position: 'asc' },
    });
    expect(kept.map((entry) => [entry.subject, Number(entry.amount)])).toEqual([
      [ids[0], 29_333],
      [ids[1], 14_667],
    ]);
    await w.settle(one(batch));
    expect(await w.settled()).toBe(256_000);
    expect(await w.drift()).toEqual([]);
  });

  test('adds up the month: the second payout is taxed with the first, the next month begins anew', async () => {
    await using w = await makeWorld();
    await w.profile({ taxRuleSet: 'cn_labour' });
    await w.earn(300_000);
    await w.approved();
    await w.earn(300_000);
    // 6,000.00 − 1,200.00 = 4,800.00 × 20 % = 960.00 − 440.00 = 520.00
    expect((await only(w)).tax).toMatchObject({
      periodGross: 300_000,
      periodWithheld: 44_000,
      withheld: 52_000,
    });
    await w.approved();
    // 30 November, 23:30 in Shanghai is still November; half an hour later it is not.
    w.clock.move(new Date('2026-11-30T15:30:00.000Z').getTime() - w.clock.now().getTime());
    await w.earn(300_000);
    expect((await only(w)).tax.periodGross).toBe(600_000);
    w.clock.move(30 * 60_000);
    expect((await only(w)).tax).toMatchObject({ periodGross: 0, periodWithheld: 0, withheld: 44_000 });
  });

  test('goes back with a payout that fails, and with one that comes back', async () => {
    await using w = await makeWorld();
    await w.profile({ taxRuleSet: 'us_w8' });
    await w.earn(100_000, { currency: 'USD' });
    await w.fail(one(await w.approved(w.brand, 'USD')));
    expect(await w.money(w.mei, 'USD')).toEqual({ payable: 100_000, inPayout: 0, owed: 0 });
    expect(await w.balance('authority:us_w8:withheld', 'USD')).toBe(0);
    const id = one(await w.approved(w.brand, 'USD'));
    expect(await w.balance('authority:us_w8:withheld', 'USD')).toBe(30_000);
    await w.settle(id);
    expect(await w.settled('USD')).toBe(70_000);
    await w.comeBack(id);
    expect(await w.money(w.mei, 'USD')).toEqual({ payable: 100_000, inPayout: 0, owed: 0 });
    expect(await w.balance('authority:us_w8:withheld', 'USD')).toBe(0);
    // What failed or came back was not paid: it does not count towards the year.
    expect((await only(w)).tax.periodGross).toBe(0);
    expect(await w.drift()).toEqual([]);
  });

  test('is none in another currency than the authority’s, and counts what is paid, not what repays a debt', async () => {
    await using w = await makeWorld();
    await w.profile({ taxRuleSet: 'us_w8' });
    const first = await w.earn(10_000);
    expect(await only(w)).toMatchObject({ tax: { ruleSet: 'none', withheld: 0 }, net: 10_000 });
    await w.settle(one(await w.approved()));
    await w.takeBack(first, 10_000, { from: 'clawback' });
    await w.profile({ taxRuleSet: 'cn_labour' });
    await w.earn(600_000);
    // ¥6,000.00, of which ¥100.00 repays the debt: 5,900.00 − 1,180.00 = 4,720.00 × 20 % = 944.00
    expect(await only(w)).toMatchObject({
      recovered: 10_000,
      tax: { gross: 590_000, withheld: 94_400 },
      net: 495_600,
    });
  });

  test('W-9: reported from the payout on that reaches USD 2,000.00 in the year', async () => {
    await using w = await makeWorld();
    await w.profile({ taxRuleSet: 'us_w9' });
    await w.earn(150_000, { currency: 'USD' });
    const first = await w.approved(w.brand, 'USD');
    expect(first.payouts[0]?.tax).toMatchObject({ reportable: false, withheld: 0 });
    await w.earn(50_000, { currency: 'USD' });
    const second = await w.approved(w.brand, 'USD');
    expect(second.payouts[0]?.tax).toMatchObject({ periodGross: 150_000, reportable: true, withheld: 0 });
  });
});

describe('the event store is told', () => {
  test('of each commission that goes into a payout and is paid, with its order or without', async () => {
    await using w = await makeWorld();
    const [ordered, fee] = [await w.earn(3_000, { orderId: 'order-1' }), await w.earn(2_000)];
    const id = one(await w.approved());
    await w.settle(id);
    const rows = await w.db.$queryRaw<{ row: Record<string, unknown> }[]>`
      SELECT row FROM outbox WHERE target = 'commission_events' ORDER BY id`;
    expect(
      rows.map(({ row }) => [row.event, row.commission_id, row.order_id, row.amount, row.event_id]),
    ).toEqual([
      ['in_payout', ordered, 'order-1', 3_000, `in_payout:${id}:${ordered}`],
      ['in_payout', fee, '', 2_000, `in_payout:${id}:${fee}`],
      ['paid', ordered, 'order-1', 3_000, `paid:${id}:${ordered}`],
      ['paid', fee, '', 2_000, `paid:${id}:${fee}`],
    ]);
  });
});

describe('preparing', () => {
  test('is refused as a whole when one of the parties is not as it was seen', async () => {
    await using w = await makeWorld();
    await w.earn(3_000);
    await w.earn(2_000, { party: `kol:${w.bo.kolId}` });
    const prepare = (expectedPayable: number, party = w.mei) =>
      preparePayouts(w.deps, w.brand, {
        currency: 'CNY',
        parties: [
          { party: `kol:${w.bo.kolId}`, expectedPayable: 2_000 },
          { party, expectedPayable },
        ],
      });
    await expect(prepare(2_999)).rejects.toMatchObject({
      code: 'payouts/amount_changed',
      facts: { party: w.mei, payable: 3_000 },
    });
    for (const nobody of ['kol:kol_nobody', `agency:${w.agency.agencyId}`, 'kol:'])
      await expect(prepare(3_000, nobody)).rejects.toMatchObject({ code: 'payouts/nothing_payable' });
    expect((await listPayouts(w.deps, w.brand, {})).data).toEqual([]);
    // Names that came from outside opened no accounts.
    expect(await w.db.ledgerAccount.count({ where: { path: { contains: 'nobody' } } })).toBe(0);
    expect(await prepare(3_000)).toMatchObject({ total: 5_000 });
  });

  test('below the minimum waits, by what would be paid', async () => {
    await using w = await makeWorld();
    await w.policy({ minimum: 3_001 });
    await w.earn(3_000);
    expect(await only(w)).toMatchObject({ belowMinimum: true });
    await expect(w.prepare()).rejects.toMatchObject({
      code: 'payouts/below_minimum',
      facts: { party: w.mei, minimum: 3_001 },
    });
    await w.earn(1);
    expect(await only(w)).toMatchObject({ belowMinimum: false });
    expect(await w.prepare()).toMatchObject({ total: 3_001 });
  });

  test('takes the same party named twice once', async () => {
    await using w = await makeWorld();
    await w.earn(3_000);
    const row = { party: w.mei, expectedPayable: 3_000 };
    const batch = await preparePayouts(w.deps, w.brand, { currency: 'CNY', parties: [row, row] });
    expect(batch).toMatchObject({ total: 3_000, payouts: [{ amount: 3_000 }] });
    expect(batch.payouts).toHaveLength(1);
  });
});
