import { DAY, HOUR, present } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { approveBatch, cancelBatch, listBatches, preparePayouts, readBatch } from '../src/index.ts';
import { makeWorld, type World } from './world.ts';

const approve = (w: World, id: string, scope = w.brand) => approveBatch(w.deps, scope, { id });
const needsAnother = { code: 'payouts/needs_another_approver', kind: 'forbidden' };
const one = (batch: { payouts: { id: string }[] }) => present(batch.payouts[0], 'payout').id;

describe('four eyes', () => {
  test('at the limit one person is enough, a cent above it takes another', async () => {
    await using w = await makeWorld();
    const wang = await w.colleague();
    await w.policy({ fourEyesAbove: 10_000 });
    await w.earn(10_000);
    const small = await w.prepare();
    expect(small).toMatchObject({ needsAnother: false, fourEyesAbove: null });
    await approve(w, small.id);

    w.clock.move(DAY + HOUR);
    await w.earn(10_001);
    const big = await w.prepare();
    expect(big).toMatchObject({ needsAnother: true, fourEyesAbove: 10_000 });
    await expect(approve(w, big.id)).rejects.toMatchObject({
      ...needsAnother,
      facts: { limit: 10_000, total: 10_001, currency: 'CNY' },
    });
    expect(await w.money()).toEqual({ payable: 10_001, inPayout: 10_000, owed: 0 });
    // To the colleague the same batch says that the limit is exceeded, and may be approved.
    expect(await readBatch(w.deps, wang, { id: big.id })).toMatchObject({
      needsAnother: false,
      fourEyesAbove: 10_000,
    });
    expect(await approve(w, big.id, wang)).toMatchObject({ state: 'approved', approvedByName: 'Wang' });
  });

  test('an amount split under the limit counts together, open or approved', async () => {
    await using w = await makeWorld();
    await w.policy({ fourEyesAbove: 10_000 });
    const parts: string[] = [];
    for (let part = 0; part < 3; part++) {
      await w.earn(4_000);
      parts.push((await w.prepare()).id);
    }
    const [a = '', b = '', c = ''] = parts;
    // 40 + 80 open: whichever comes first is refused.
    for (const id of parts)
      await expect(approve(w, id)).rejects.toMatchObject({ ...needsAnother, facts: { total: 12_000 } });
    await cancelBatch(w.deps, w.brand, { id: c });
    await approve(w, a);
    await approve(w, b); // 80 in all
    const last = await w.prepare(); // 40 of the one that was cancelled
    expect(last.needsAnother).toBe(true);
    await expect(approve(w, last.id)).rejects.toMatchObject(needsAnother);
    // A day later the two are no longer today's.
    w.clock.move(DAY + 1);
    expect(await approve(w, last.id)).toMatchObject({ state: 'approved' });
  });

  test('what a colleague approved, another prepared or another currency is, does not count against one', async () => {
    await using w = await makeWorld();
    const wang = await w.colleague();
    await w.policy({ fourEyesAbove: 10_000 });
    await w.earn(9_000);
    await approve(w, (await w.prepare()).id, wang);
    await w.earn(9_000, { currency: 'USD' });
    await w.prepare(w.brand, 'USD');
    await w.earn(9_000);
    const mine = await w.prepare();
    expect(mine.needsAnother).toBe(false);
    await w.earn(9_000);
    await w.prepare(wang);
    expect(await approve(w, mine.id)).toMatchObject({ state: 'approved' });
  });

  test('both halves at once by the same person: neither slips through', async () => {
    await using w = await makeWorld();
    await w.policy({ fourEyesAbove: 10_000 });
    await w.earn(6_000);
    const a = await w.prepare();
    await w.earn(6_000);
    const b = await w.prepare();
    const results = await Promise.allSettled([approve(w, a.id), approve(w, b.id)]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(await w.money()).toMatchObject({ payable: 12_000, inPayout: 0 });
  });
});

describe('at the same time', () => {
  test('64 prepare the same money: one batch, 63 are told that nothing is payable', async () => {
    await using w = await makeWorld();
    await w.earn(7_000);
    const parties = [{ party: w.mei, expectedPayable: 7_000 }];
    const results = await Promise.allSettled(
      Array.from({ length: 64 }, () => preparePayouts(w.deps, w.brand, { currency: 'CNY', parties })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(new Set(reasons)).toEqual(new Set(['payouts/nothing_payable']));
    expect(await w.db.payout.count()).toBe(1);
    expect((await listBatches(w.deps, w.brand, {})).data).toHaveLength(1);
  });

  test('two approve the same batch: it is approved once', async () => {
    await using w = await makeWorld();
    const wang = await w.colleague();
    await w.earn(7_000);
    const { id } = await w.prepare();
    const results = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => approve(w, id)),
      ...Array.from({ length: 8 }, () => approve(w, id, wang)),
    ]);
    const { approvedBy } = await readBatch(w.deps, w.brand, { id });
    // Who was first hears it again each time; the other hears that it has moved on.
    const ofWang = approvedBy === wang.actor;
    expect(results.slice(0, 8).every((result) => result.status === (ofWang ? 'rejected' : 'fulfilled'))).toBe(
      true,
    );
    expect(results.slice(8).every((result) => result.status === (ofWang ? 'fulfilled' : 'rejected'))).toBe(
      true,
    );
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason.code).toBe('payouts/illegal_transition');
    expect(await w.money()).toEqual({ payable: 0, inPayout: 7_000, owed: 0 });
    expect(await w.actions(id)).toEqual(['payout_batch.prepared', 'payout_batch.approved']);
    expect(await w.drift()).toEqual([]);
  });

  test('approved and cancelled: one of them', async () => {
    await using w = await makeWorld();
    for (let round = 0; round < 4; round++) {
      await w.earn(1_000);
      const { id } = await w.prepare();
      const results = await Promise.allSettled([approve(w, id), cancelBatch(w.deps, w.brand, { id })]);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      const batch = await readBatch(w.deps, w.brand, { id });
      expect(new Set(batch.payouts.map((payout) => payout.state))).toEqual(new Set([batch.state]));
      if (batch.state === 'approved') await w.settle(one(batch), `BANK-${round}`);
      else await approve(w, (await w.prepare()).id);
    }
    expect((await w.money()).payable).toBe(0);
    expect(await w.drift()).toEqual([]);
  });

  test('batches of the same parties in opposite order are all approved', async () => {
    await using w = await makeWorld();
    const bo = `kol:${w.bo.kolId}`;
    const ids: string[] = [];
    for (let round = 0; round < 6; round++) {
      await w.earn(100 + round);
      await w.earn(100 + round, { party: bo });
      const rows = [w.mei, bo].map((party) => ({ party, expectedPayable: 100 + round }));
      const parties = round % 2 ? rows : rows.toReversed();
      ids.push((await preparePayouts(w.deps, w.brand, { currency: 'CNY', parties })).id);
    }
    await Promise.all(ids.map((id) => approve(w, id)));
    expect(await w.money()).toMatchObject({ payable: 0, inPayout: 615 });
    expect(await w.money(bo)).toMatchObject({ payable: 0, inPayout: 615 });
  });
});

describe('between preparing and approving', () => {
  const changed = (facts: object) => ({ code: 'payouts/amount_changed', kind: 'conflict', facts });

  test('a refund is seen: nothing of the whole batch is posted', async () => {
    await using w = await makeWorld();
    await w.earn(5_000, { party: `kol:${w.bo.kolId}` });
    const refunded = await w.earn(3_000);
    await w.earn(2_000);
    const { id } = await w.prepare();
    await w.takeBack(refunded, 900);
    await expect(approve(w, id)).rejects.toMatchObject(changed({ party: w.mei, payable: 4_100 }));
    expect(await w.money()).toEqual({ payable: 4_100, inPayout: 0, owed: 0 });
    expect(await w.money(`kol:${w.bo.kolId}`)).toMatchObject({ payable: 5_000, inPayout: 0 });
    expect(await readBatch(w.deps, w.brand, { id })).toMatchObject({ state: 'proposed' });
    await cancelBatch(w.deps, w.brand, { id });
    expect(await w.approved()).toMatchObject({ total: 9_100 });
  });

  test('a refund of all of it is seen as well, though others have as much now', async () => {
    await using w = await makeWorld();
    const refunded = await w.earn(3_000);
    const { id } = await w.prepare();
    await w.takeBack(refunded, 3_000);
    await w.earn(3_000); // the balance is the same as before
    await expect(approve(w, id)).rejects.toMatchObject(changed({ party: w.mei, payable: 0 }));
  });

  test('more money of the party is none of its business', async () => {
    await using w = await makeWorld();
    await w.earn(3_000);
    const { id } = await w.prepare();
    await w.earn(2_000);
    expect(await approve(w, id)).toMatchObject({ total: 3_000 });
    expect(await w.money()).toEqual({ payable: 2_000, inPayout: 3_000, owed: 0 });
  });

  test('a new debt is seen, and one that is gone', async () => {
    await using w = await makeWorld();
    const paid = await w.earn(1_000);
    await w.settle(one(await w.approved()));
    await w.earn(3_000);
    const { id } = await w.prepare();
    await w.takeBack(paid, 400, { from: 'clawback' });
    await expect(approve(w, id)).rejects.toMatchObject(changed({ party: w.mei }));
    await cancelBatch(w.deps, w.brand, { id });
    const second = await w.prepare();
    expect(second.payouts[0]).toMatchObject({ recovered: 400 });
    await w.takeBack(paid, -400, { from: 'clawback' });
    await expect(approve(w, second.id)).rejects.toMatchObject(changed({ party: w.mei }));
    expect(await w.money()).toEqual({ payable: 3_000, inPayout: 0, owed: 0 });
  });

  test('another tax rule set is seen, and a month that has ended', async () => {
    await using w = await makeWorld();
    await w.profile({ taxRuleSet: 'cn_labour' });
    await w.earn(300_000);
    await w.approved();
    await w.earn(300_000);
    const { id } = await w.prepare(); // 520.00 with the first of this month
    w.clock.move(29 * DAY); // 1 December
    await expect(approve(w, id)).rejects.toMatchObject(changed({ party: w.mei, payable: 300_000 }));
    w.clock.move(-29 * DAY);
    await w.profile({ taxRuleSet: 'none' });
    await expect(approve(w, id)).rejects.toMatchObject(changed({ party: w.mei }));
    await w.profile({ taxRuleSet: 'cn_labour' });
    expect(await approve(w, id)).toMatchObject({ payouts: [{ withheld: 52_000 }] });
  });

  test('two open payouts of one month are taxed one after the other, whichever is approved first', async () => {
    for (const first of [0, 1]) {
      await using w = await makeWorld();
      await w.profile({ taxRuleSet: 'cn_labour' });
      await w.earn(300_000);
      const a = await w.prepare();
      await w.earn(300_000);
      const b = await w.prepare();
      expect([a.payouts[0]?.withheld, b.payouts[0]?.withheld]).toEqual([44_000, 52_000]);
      for (const batch of first === 0 ? [a, b] : [b, a]) await approve(w, batch.id);
      expect(await w.balance('authority:cn_labour:withheld')).toBe(96_000);
    }
  });

  test('the account is the one of the approval, and stays it', async () => {
    await using w = await makeWorld();
    await w.profile({ number: '111100001111' });
    await w.earn(3_000);
    const { id } = await w.prepare();
    await w.profile({ number: '222200002222' });
    expect(await approve(w, id)).toMatchObject({ payouts: [{ account: { last4: '2222' } }] });
    await w.profile({ number: '333300003333' });
    expect(await readBatch(w.deps, w.brand, { id })).toMatchObject({
      payouts: [{ account: { last4: '2222' } }],
    });
  });

  test('a refund at the very moment: before, and the approval is refused; or after, and it is a matter of the refund', async () => {
    await using w = await makeWorld();
    for (let round = 0; round < 6; round++) {
      const commission = await w.earn(1_000);
      const { id } = await w.prepare();
      const [approved, refunded] = await Promise.allSettled([approve(w, id), w.takeBack(commission, 300)]);
      const { payable, inPayout } = await w.money();
      if (approved.status === 'rejected') {
        expect(approved.reason.code).toBe('payouts/amount_changed');
        expect(refunded.status).toBe('fulfilled');
        expect([payable, inPayout]).toEqual([700, 0]);
        await cancelBatch(w.deps, w.brand, { id });
        await w.settle(one(await w.approved()), `BANK-${round}`);
      } else {
        expect(refunded).toMatchObject({ status: 'rejected', reason: { code: 'ledger/insufficient_funds' } });
        expect([payable, inPayout]).toEqual([0, 1_000]);
        await w.settle(one(approved.value), `BANK-${round}`);
      }
    }
    expect(await w.drift()).toEqual([]);
  });
});
