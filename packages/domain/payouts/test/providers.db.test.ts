import { DAY, HOUR, MINUTE, present, SECOND } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { approveBatch, type PayoutProvider, readPayout, submitPayouts } from '../src/index.ts';
import { sandbox } from '../src/providers/sandbox.ts';
import { makeWorld, type World } from './world.ts';

/** A payout of ¥30.00 by the sandbox to an account that ends in this digit, approved. */
async function approvedTo(w: World, digit: number) {
  await w.policy({ provider: 'sandbox' });
  await w.profile({ number: `622202020011223${digit}` });
  await w.earn(3_000);
  return present((await w.approved()).payouts[0], 'payout').id;
}
const submit = (w: World, providers?: { sandbox: PayoutProvider }) =>
  submitPayouts(providers ? { ...w.deps, providers } : w.deps, w.system, { limit: 100 });
const stateOf = async (w: World, id: string) => (await readPayout(w.deps, w.brand, { id })).state;
const books = (w: World) => w.db.sandboxPayment.findMany();

describe('the sandbox, by the last digit of the account', () => {
  test('0 settles at once', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 0);
    expect(await submit(w)).toBe(1);
    expect(await readPayout(w.deps, w.brand, { id })).toMatchObject({
      state: 'paid',
      provider: 'sandbox',
      reference: `SANDBOX-${id.slice(-12).toUpperCase()}`,
    });
    expect(await w.balance('world:sandbox')).toBe(3_000);
    expect(await w.money()).toEqual({ payable: 0, inPayout: 0, owed: 0 });
    expect(await w.actions(id)).toEqual(['payout.approved', 'payout.submitted', 'payout.paid']);
    expect(await submit(w)).toBe(0);
    expect(await w.drift()).toEqual([]);
  });

  test('1 fails at once with a reason, and the money is payable again', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 1);
    expect(await submit(w)).toBe(1);
    expect(await readPayout(w.deps, w.brand, { id })).toMatchObject({
      state: 'failed',
      reason: 'The account is closed.',
    });
    expect(await w.money()).toEqual({ payable: 3_000, inPayout: 0, owed: 0 });
    expect(await w.balance('world:sandbox')).toBe(0);
  });

  test('2 settles, and is returned when it is asked about later', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 2);
    await submit(w);
    expect(await stateOf(w, id)).toBe('paid');
    w.clock.move(59 * SECOND);
    expect(await submit(w)).toBe(0); // not asked yet
    w.clock.move(SECOND);
    expect(await submit(w)).toBe(1);
    expect(await readPayout(w.deps, w.brand, { id })).toMatchObject({
      state: 'returned',
      reason: 'The account holder is unknown at this bank.',
    });
    expect(await w.money()).toEqual({ payable: 3_000, inPayout: 0, owed: 0 });
    expect(await w.balance('world:sandbox')).toBe(0);
    w.clock.move(DAY);
    expect(await submit(w)).toBe(0);
    expect(await w.drift()).toEqual([]);
  });

  test('3 settles but its answer is lost: in doubt, until a later question finds it settled', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 3);
    expect(await submit(w)).toBe(1);
    expect(await stateOf(w, id)).toBe('in_doubt');
    expect(await w.money()).toMatchObject({ inPayout: 3_000 });
    expect(await submit(w)).toBe(0); // not half a minute yet
    w.clock.move(30 * SECOND);
    expect(await submit(w)).toBe(1);
    expect(await stateOf(w, id)).toBe('paid');
    expect(await books(w)).toMatchObject([{ key: `payout:${id}`, submissions: 1, amount: 3_000n }]);
    expect(await w.actions(id)).toEqual([
      'payout.approved',
      'payout.submitted',
      'payout.in_doubt',
      'payout.paid',
    ]);
  });

  test('a key that was sent before pays nothing more, and is not taken for another amount', async () => {
    await using w = await makeWorld();
    const bank = sandbox(w.deps);
    const account = { holder: 'A', number: '12340', bic: null, bankName: '', country: 'CN' };
    const payment = { payoutId: 'pay_1', amount: 500, currency: 'CNY' as const, account };
    const answers = await Promise.all(Array.from({ length: 10 }, () => bank.submit(payment, 'payout:pay_1')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await books(w)).toMatchObject([{ submissions: 10 }]);
    await expect(bank.submit({ ...payment, amount: 501 }, 'payout:pay_1')).rejects.toMatchObject({
      code: 'payouts/key_reused',
    });
    expect(await bank.query('payout:pay_2')).toEqual({ state: 'unknown' });
  });
});

describe('in doubt', () => {
  /** A bank that pays on the first arrival of a key and never gets an answer through, until it is told to. */
  function silentBank() {
    const paid = new Map<string, number>();
    const sent: string[] = [];
    let silent = true;
    const bank: PayoutProvider = {
      async submit({ amount }, key) {
        sent.push(key);
        if (!paid.has(key)) paid.set(key, amount);
        if (silent) throw new Error('timeout');
        return { state: 'settled', reference: 'R-1' };
      },
      async query(key) {
        if (silent) throw new Error('timeout');
        return paid.has(key) ? { state: 'settled', reference: 'R-1' } : { state: 'unknown' };
      },
    };
    return { bank, paid, sent, speak: () => (silent = false) };
  }

  test('fifty times over, it is never paid twice', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 0);
    const { bank, paid, sent, speak } = silentBank();
    for (let round = 0; round < 50; round++) {
      await submit(w, { sandbox: bank });
      expect(await stateOf(w, id)).toBe('in_doubt');
      w.clock.move(HOUR);
    }
    expect(sent).toEqual([`payout:${id}`]);
    speak();
    await submit(w, { sandbox: bank });
    expect(await stateOf(w, id)).toBe('paid');
    expect([...paid]).toEqual([[`payout:${id}`, 3_000]]);
    expect(await w.settled()).toBe(3_000);
    expect(await w.actions(id)).toEqual([
      'payout.approved',
      'payout.submitted',
      'payout.in_doubt',
      'payout.paid',
    ]);
    expect(await w.drift()).toEqual([]);
  });

  test('fifty payouts whose answers are lost: each paid once, by fifty keys', async () => {
    await using w = await makeWorld();
    await w.policy({ provider: 'sandbox' });
    await w.profile({ number: '6222020200112233' });
    for (let payout = 0; payout < 50; payout++) {
      await w.earn(100 + payout);
      await w.approved();
    }
    expect(await submit(w)).toBe(50);
    expect(await w.db.payout.count({ where: { state: 'in_doubt' } })).toBe(50);
    w.clock.move(MINUTE);
    // Several workers ask at the same time.
    const changed = await Promise.all(Array.from({ length: 4 }, () => submit(w)));
    expect(changed.reduce((sum, n) => sum + n, 0)).toBe(50);
    const rows = await books(w);
    expect(rows).toHaveLength(50);
    expect(rows.every((row) => row.submissions === 1)).toBe(true);
    // Σ 100 … 149 = 50 × 124.5
    expect(await w.settled()).toBe(6_225);
    expect(await w.drift()).toEqual([]);
  });

  test('what the provider never got is sent again, with the same key', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 0);
    const real = sandbox(w.deps);
    let lost = 3;
    const keys: string[] = [];
    const flaky: PayoutProvider = {
      submit(payment, key) {
        keys.push(key);
        return lost-- > 0 ? Promise.reject(new Error('connection refused')) : real.submit(payment, key);
      },
      query: (key) => real.query(key),
    };
    for (let round = 0; round < 4; round++) {
      await submit(w, { sandbox: flaky });
      w.clock.move(HOUR);
    }
    expect(await stateOf(w, id)).toBe('paid');
    expect(keys).toEqual(Array.from({ length: 4 }, () => `payout:${id}`));
    expect(await books(w)).toMatchObject([{ submissions: 1 }]);
    expect(await w.settled()).toBe(3_000);
  });

  test('a worker that dies between marking and sending: the next one finds that nothing was sent, and sends it', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 0);
    const now = w.clock.now();
    await w.db.payout.update({
      where: { id },
      data: { state: 'submitted', submittedAt: now, checkedAt: now },
    });
    expect(await submit(w)).toBe(0);
    w.clock.move(30 * SECOND);
    expect(await submit(w)).toBe(1);
    expect(await stateOf(w, id)).toBe('paid');
    expect(await books(w)).toMatchObject([{ submissions: 1 }]);
  });

  test('accepted is neither paid nor failed: it is asked about until it is one of them', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 0);
    const answers: Awaited<ReturnType<PayoutProvider['query']>>[] = [
      { state: 'accepted' },
      { state: 'failed', reason: 'Limit' },
    ];
    const slow: PayoutProvider = {
      submit: () => Promise.reject(new Error('timeout')),
      query: async () => answers.shift() ?? { state: 'unknown' },
    };
    await submit(w, { sandbox: slow });
    w.clock.move(HOUR);
    await submit(w, { sandbox: slow });
    expect(await stateOf(w, id)).toBe('submitted');
    w.clock.move(HOUR);
    await submit(w, { sandbox: slow });
    expect(await readPayout(w.deps, w.brand, { id })).toMatchObject({ state: 'failed', reason: 'Limit' });
  });

  test('settled and returned before anybody asked is booked as both', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 0);
    const late: PayoutProvider = {
      submit: () => Promise.reject(new Error('timeout')),
      query: async () => ({ state: 'returned', reference: 'R-9', reason: 'Moved' }),
    };
    await submit(w, { sandbox: late });
    w.clock.move(HOUR);
    await submit(w, { sandbox: late });
    expect(await readPayout(w.deps, w.brand, { id })).toMatchObject({
      state: 'returned',
      reference: 'R-9',
      reason: 'Moved',
    });
    expect(await w.money()).toEqual({ payable: 3_000, inPayout: 0, owed: 0 });
    expect(await w.drift()).toEqual([]);
  });

  test('what is paid is not sent again though the provider has forgotten it', async () => {
    await using w = await makeWorld();
    const id = await approvedTo(w, 0);
    await submit(w);
    await w.db.sandboxPayment.deleteMany();
    w.clock.move(HOUR);
    expect(await submit(w)).toBe(0);
    expect(await books(w)).toEqual([]);
    expect(await stateOf(w, id)).toBe('paid');
  });
});

describe('workers', () => {
  test('eight at once submit thirty payouts: each once', async () => {
    await using w = await makeWorld();
    await w.policy({ provider: 'sandbox' });
    await w.profile({ number: '6222020200112230' });
    for (let payout = 0; payout < 30; payout++) {
      await w.earn(100);
      await w.approved();
    }
    const limited = () => submitPayouts(w.deps, w.system, { limit: 7 });
    await Promise.all(Array.from({ length: 8 }, limited));
    while ((await limited()) > 0);
    const rows = await books(w);
    expect(rows).toHaveLength(30);
    expect(rows.every((row) => row.submissions === 1)).toBe(true);
    expect(await w.settled()).toBe(3_000);
    expect(await w.money()).toEqual({ payable: 0, inPayout: 0, owed: 0 });
  });

  test('leave to finance what finance pays, and to the provider what it pays', async () => {
    await using w = await makeWorld();
    await w.earn(1_000);
    const byHand = present((await w.approved()).payouts[0], 'payout').id;
    expect(await submit(w)).toBe(0);
    expect(await stateOf(w, byHand)).toBe('approved');
    const id = await approvedTo(w, 0);
    const refusal = { code: 'payouts/provider_reports', facts: { provider: 'sandbox' } };
    await expect(w.settle(id)).rejects.toMatchObject(refusal);
    await expect(w.fail(id)).rejects.toMatchObject(refusal);
    await expect(w.comeBack(id)).rejects.toMatchObject(refusal);
  });

  test('have somewhere to pay to: without an account the batch is not approved', async () => {
    await using w = await makeWorld();
    await w.policy({ provider: 'sandbox' });
    await w.earn(3_000);
    const { id } = await w.prepare();
    await expect(approveBatch(w.deps, w.brand, { id })).rejects.toMatchObject({
      code: 'payouts/account_missing',
      facts: { payee: 'Mei' },
    });
    expect(await w.money()).toEqual({ payable: 3_000, inPayout: 0, owed: 0 });
    await w.profile();
    expect(await approveBatch(w.deps, w.brand, { id })).toMatchObject({ state: 'approved' });
  });

  test('ask less and less often about what is paid, and not at all after ten days', async () => {
    await using w = await makeWorld();
    await approvedTo(w, 0);
    let asked = 0;
    const real = sandbox(w.deps);
    const counting: PayoutProvider = {
      submit: real.submit,
      query(key) {
        asked += 1;
        return real.query(key);
      },
    };
    await submit(w, { sandbox: counting });
    for (let minute = 0; minute < 12 * 24 * 12; minute++) {
      w.clock.move(5 * MINUTE);
      // Looking each time would be 3,456 transactions: only look where something may be due.
      if (minute < 24 || minute % 144 === 0) await submit(w, { sandbox: counting });
    }
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(20);
    const before = asked;
    w.clock.move(DAY);
    await submit(w, { sandbox: counting });
    expect(asked).toBe(before);
  });
});
