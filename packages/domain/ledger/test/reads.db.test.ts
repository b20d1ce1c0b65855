import { inTransaction, openDatabase } from '@kolony/db';
import { makeDatabase } from '@kolony/testing';
import { describe, expect, test } from 'vitest';
import {
  auditLedger,
  balances,
  balancesOfOwner,
  entriesAbout,
  heldFor,
  post,
  statement,
  sumsAbout,
  type Tenant,
  whereabouts,
} from '../src/index.ts';
import type { AccountRef, TransactionInput } from '../src/schema.ts';

const brand: Tenant = { brandId: 'brd_a' };
const other: Tenant = { brandId: 'brd_b' };
const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const ref = (path: string, currency: AccountRef['currency'] = 'CNY'): AccountRef => ({ path, currency });

let serial = 0;
type Entry = [path: string, amount: number, subject?: string];
const transaction = (
  kind: string,
  entries: Entry[],
  currency: AccountRef['currency'] = 'CNY',
): TransactionInput => ({
  kind,
  idempotencyKey: `${kind}:${++serial}`,
  occurredAt: day(1),
  entries: entries.map(([path, amount, subject]) => ({
    account: ref(path, currency),
    amount,
    ...(subject ? { subject } : {}),
  })),
});

async function world() {
  const database = await makeDatabase();
  const db = openDatabase(database.url, { max: 16 });
  return {
    db,
    send: (at: Date, transactions: TransactionInput[], tenant = brand) =>
      inTransaction(db, (tx) => post(tx, tenant, { at, transactions })),
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await database[Symbol.asyncDispose]();
    },
  };
}

/**
 * A month of one brand, by hand, fen:
 *  day 1  deposit 100,000 · allocate 60,000 to campaign c
 *  day 2  order 1 accrues 3,000 for k, order 2 accrues 1,000 for k
 *  day 5  order 1 is refunded by 900
 *  day 9  order 1's rest, 2,100, is payable
 *  day 10 paid out: payable → in_payout → the bank
 * and of another brand with the same campaign and KOL paths: deposit 500, accrue 70.
 */
async function month() {
  const w = await world();
  await w.send(day(1), [
    transaction('deposit', [
      ['world:manual', -100_000],
      ['brand:a:funding', 100_000],
    ]),
    transaction('allocate', [
      ['brand:a:funding', -60_000],
      ['campaign:c:escrow', 60_000],
    ]),
  ]);
  await w.send(day(2), [
    transaction('accrue', [
      ['campaign:c:escrow', -3_000, 'com_1'],
      ['kol:k:pending', 3_000, 'com_1'],
    ]),
  ]);
  await w.send(day(2), [
    transaction('accrue', [
      ['campaign:c:escrow', -1_000, 'com_2'],
      ['kol:k:pending', 1_000, 'com_2'],
    ]),
  ]);
  await w.send(day(5), [
    transaction('reverse', [
      ['kol:k:pending', -900, 'com_1'],
      ['campaign:c:escrow', 900, 'com_1'],
    ]),
  ]);
  await w.send(day(9), [
    transaction('release', [
      ['kol:k:pending', -2_100, 'com_1'],
      ['kol:k:payable', 2_100, 'com_1'],
    ]),
  ]);
  await w.send(day(10), [
    transaction('payout', [
      ['kol:k:payable', -2_100, 'com_1'],
      ['kol:k:in_payout', 2_100, 'com_1'],
    ]),
    transaction('settle', [
      ['kol:k:in_payout', -2_100, 'com_1'],
      ['world:manual', 2_100, 'com_1'],
    ]),
  ]);
  await w.send(
    day(3),
    [
      transaction('deposit', [
        ['world:manual', -500],
        ['campaign:c:escrow', 500],
      ]),
      transaction('accrue', [
        ['campaign:c:escrow', -70, 'com_1'],
        ['kol:k:pending', 70, 'com_1'],
      ]),
    ],
    other,
  );
  return w;
}

const PLACES = ['pending', 'payable', 'in_payout', 'clawback'].map((place) => `kol:k:${place}`);

describe('balances', () => {
  test('are each tenant’s own, in the order asked, and 0 where nothing ever was', async () => {
    await using w = await month();
    const refs = ['kol:k:pending', 'nobody:x:pending', 'campaign:c:escrow', 'world:manual'].map((p) =>
      ref(p),
    );
    // a: 3,000 + 1,000 − 900 − 2,100; 60,000 − 4,000 + 900; −100,000 + 2,100
    expect(await balances(w.db, brand, refs)).toEqual([1_000, 0, 56_900, -97_900]);
    expect(await balances(w.db, other, refs)).toEqual([70, 0, 430, -500]);
    expect(await balances(w.db, brand, [ref('kol:k:pending', 'USD')])).toEqual([0]);
  });

  test('of one owner are found with every tenant, by currency, and nobody else’s', async () => {
    await using w = await month();
    await w.send(day(4), [
      transaction(
        'accrue',
        [
          ['world:manual', -5],
          ['kol:k:pending', 5],
        ],
        'JPY',
      ),
      transaction('accrue', [
        ['world:manual', -7],
        ['kol:kk:pending', 7],
      ]),
    ]);
    expect(await balancesOfOwner(w.db, 'kol:k')).toEqual([
      { brandId: 'brd_a', path: 'kol:k:in_payout', kind: 'in_payout', currency: 'CNY', balance: 0 },
      { brandId: 'brd_a', path: 'kol:k:payable', kind: 'payable', currency: 'CNY', balance: 0 },
      { brandId: 'brd_a', path: 'kol:k:pending', kind: 'pending', currency: 'CNY', balance: 1_000 },
      { brandId: 'brd_a', path: 'kol:k:pending', kind: 'pending', currency: 'JPY', balance: 5 },
      { brandId: 'brd_b', path: 'kol:k:pending', kind: 'pending', currency: 'CNY', balance: 70 },
    ]);
    expect(await balancesOfOwner(w.db, 'kol:nobody')).toEqual([]);
  });
});

describe('about one subject', () => {
  test('entries are told oldest first, with the account’s kind', async () => {
    await using w = await month();
    const told = (await entriesAbout(w.db, 'com_2')).map(({ kind, account, amount, at }) => [
      kind,
      account,
      amount,
      at.getUTCDate(),
    ]);
    expect(told).toEqual([
      ['accrue', 'escrow', -1_000, 2],
      ['accrue', 'pending', 1_000, 2],
    ]);
    expect(await entriesAbout(w.db, 'com_9')).toEqual([]);
  });

  test('whereabouts sum to zero, and say where the money is now', async () => {
    await using w = await month();
    const places = (await whereabouts(w.db, ['com_2', 'com_9'])).get('com_2');
    expect(places).toEqual(
      new Map([
        ['escrow', -1_000],
        ['pending', 1_000],
      ]),
    );
    const all = [...((await whereabouts(w.db, ['com_1'])).get('com_1')?.values() ?? [])];
    expect(all.reduce((sum, n) => sum + n, 0)).toBe(0);
    expect((await whereabouts(w.db, ['com_9'])).size).toBe(0);
  });

  test('sums are of the pairs asked only: this account, this subject, this tenant', async () => {
    await using w = await month();
    const pending = ref('kol:k:pending');
    const ask = (tenant: Tenant, subject: string) => sumsAbout(w.db, tenant, [{ subject, account: pending }]);
    expect([...(await ask(brand, 'com_1')).values()]).toEqual([0]);
    expect([...(await ask(brand, 'com_2')).values()]).toEqual([1_000]);
    expect([...(await ask(other, 'com_1')).values()]).toEqual([70]);
    expect((await ask(other, 'com_2')).size).toBe(0);
  });
});

describe('a statement', () => {
  const whole = { paths: PLACES, currency: 'CNY', from: day(1), to: day(30) } as const;

  test('has a line for what changed the sum, and none for moves among its own accounts', async () => {
    await using w = await month();
    const { opening, lines, closingBy } = await statement(w.db, brand, whole);
    expect(opening).toBe(0);
    expect(lines.map(({ kind, subject, amount }) => [kind, subject, amount])).toEqual([
      ['accrue', 'com_1', 3_000],
      ['accrue', 'com_2', 1_000],
      ['reverse', 'com_1', -900],
      ['settle', 'com_1', -2_100],
    ]);
    expect(closingBy).toEqual(
      new Map([
        ['kol:k:in_payout', 0],
        ['kol:k:payable', 0],
        ['kol:k:pending', 1_000],
      ]),
    );
  });

  test('begins with its first instant and ends before its last', async () => {
    await using w = await month();
    const of = async (from: number, to: number) => {
      const { opening, lines } = await statement(w.db, brand, { ...whole, from: day(from), to: day(to) });
      return [opening, lines.map(({ amount }) => amount)];
    };
    expect(await of(2, 5)).toEqual([0, [3_000, 1_000]]);
    expect(await of(5, 10)).toEqual([4_000, [-900]]);
    expect(await of(10, 11)).toEqual([3_100, [-2_100]]);
    expect(await of(11, 12)).toEqual([1_000, []]);
  });

  test('of any cut into periods goes on where the last one ended', async () => {
    await using w = await month();
    let balance = 0;
    for (let n = 1; n < 12; n++) {
      const { opening, lines, closingBy } = await statement(w.db, brand, {
        ...whole,
        from: day(n),
        to: day(n + 1),
      });
      expect(opening).toBe(balance);
      balance += lines.reduce((sum, { amount }) => sum + amount, 0);
      expect([...closingBy.values()].reduce((sum, n) => sum + n, 0)).toBe(balance);
    }
    expect(balance).toBe(1_000);
  });
});

describe('what is held for a tenant', () => {
  test('is told by kind and owner; a move among its accounts is a line of each owner', async () => {
    await using w = await month();
    const held = await heldFor(w.db, brand, {
      kinds: ['funding', 'escrow', 'reserved'],
      currency: 'CNY',
      from: day(1),
      to: day(30),
    });
    expect(held).toEqual({
      opening: 0,
      lines: [
        { kind: 'allocate', owner: 'brand:a', transactions: 1, amount: -60_000 },
        { kind: 'deposit', owner: 'brand:a', transactions: 1, amount: 100_000 },
        { kind: 'accrue', owner: 'campaign:c', transactions: 2, amount: -4_000 },
        { kind: 'allocate', owner: 'campaign:c', transactions: 1, amount: 60_000 },
        { kind: 'reverse', owner: 'campaign:c', transactions: 1, amount: 900 },
      ],
      closing: 96_900,
      closingBy: new Map([
        ['funding', 40_000],
        ['escrow', 56_900],
      ]),
    });
  });

  test('opens with what was there, and another tenant’s is not in it', async () => {
    await using w = await month();
    const of = (tenant: Tenant) =>
      heldFor(w.db, tenant, { kinds: ['escrow'], currency: 'CNY', from: day(5), to: day(6) });
    expect(await of(brand)).toMatchObject({
      opening: 56_000,
      lines: [{ kind: 'reverse', amount: 900 }],
      closing: 56_900,
    });
    expect(await of(other)).toMatchObject({ opening: 430, lines: [], closing: 430 });
  });
});

/** mulberry32: small, seeded, good enough to choose accounts and amounts. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('600 random transfers, eight at a time, leave the books as a plain sum of those that were accepted says', async () => {
  await using w = await world();
  const random = seeded(20_261_123);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const paths = [
    'world:manual',
    'brand:a:funding',
    'campaign:c:escrow',
    'campaign:d:escrow',
    'kol:k:pending',
  ];
  const expected = new Map(paths.map((path) => [path, 0]));
  let refused = 0;
  for (let round = 0; round < 75; round++) {
    const tries = Array.from({ length: 8 }, () => {
      const [from, to] = [pick(paths), pick(paths)];
      const amount = 1 + Math.floor(random() * 5_000);
      return from === to ? null : { from, to, amount };
    }).filter((one) => one !== null);
    const answers = await Promise.allSettled(
      tries.map(({ from, to, amount }) =>
        w.send(day(1), [
          transaction('move', [
            [from, -amount],
            [to, amount],
          ]),
        ]),
      ),
    );
    for (const [index, answer] of answers.entries()) {
      const one = tries[index];
      if (!one) continue;
      if (answer.status === 'rejected') {
        expect(answer.reason).toMatchObject({ kind: 'insufficient' });
        refused++;
      } else {
        expected.set(one.from, (expected.get(one.from) ?? 0) - one.amount);
        expected.set(one.to, (expected.get(one.to) ?? 0) + one.amount);
      }
    }
  }
  expect(
    await balances(
      w.db,
      brand,
      paths.map((path) => ref(path)),
    ),
  ).toEqual([...expected.values()]);
  expect([...expected.values()].reduce((sum, n) => sum + n, 0)).toBe(0);
  // Only the world may be below zero; some transfers had to be refused for that.
  expect([...expected].filter(([, n]) => n < 0).map(([path]) => path)).toEqual(['world:manual']);
  expect(refused).toBeGreaterThan(20);
  expect((await auditLedger(w.db)).drift).toEqual([]);
});
