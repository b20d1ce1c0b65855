import { inTransaction, openDatabase } from '@kolony/db';
import { makeDatabase } from '@kolony/testing';
import { describe, expect, test } from 'vitest';
import {
  auditLedger,
  balances,
  entriesAbout,
  post,
  statement,
  sumsAbout,
  type Tenant,
  whereabouts,
} from '../src/index.ts';
import type { AccountRef, TransactionInput } from '../src/schema.ts';

const brand: Tenant = { brandId: 'brd_a' };
const at = new Date('2026-11-01T00:00:00.000Z');
const cny = (path: string): AccountRef => ({ path, currency: 'CNY' });
const move = (key: string, from: string, to: string, amount: number, subject?: string): TransactionInput => ({
  kind: key.split(':')[0] ?? key,
  idempotencyKey: key,
  occurredAt: at,
  entries: [
    { account: cny(from), amount: -amount, ...(subject ? { subject } : {}) },
    { account: cny(to), amount, ...(subject ? { subject } : {}) },
  ],
});

async function world() {
  const database = await makeDatabase();
  const db = openDatabase(database.url, { max: 20 });
  const send = (transactions: TransactionInput[], tenant = brand, when = at) =>
    inTransaction(db, (tx) => post(tx, tenant, { at: when, transactions }));
  return {
    db,
    send,
    balance: async (path: string) => (await balances(db, brand, [cny(path)]))[0],
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await database[Symbol.asyncDispose]();
    },
  };
}

describe('posting', () => {
  test('¥1,000.00 deposited, ¥600.00 allocated, ¥30.00 accrued: balances by hand', async () => {
    await using w = await world();
    await w.send([
      move('deposit:1', 'world:manual', 'brand:a:funding', 100_000),
      move('allocate:1', 'brand:a:funding', 'campaign:c:escrow', 60_000),
      move('accrue:1', 'campaign:c:escrow', 'kol:k:pending', 3_000, 'com_1'),
    ]);
    // funding 100,000 − 60,000; escrow 60,000 − 3,000; the world gave 100,000.
    expect(
      await balances(
        w.db,
        brand,
        ['brand:a:funding', 'campaign:c:escrow', 'kol:k:pending', 'world:manual', 'never:used:x'].map(cny),
      ),
    ).toEqual([40_000, 57_000, 3_000, -100_000, 0]);
    expect(Object.fromEntries((await whereabouts(w.db, ['com_1'])).get('com_1') ?? [])).toEqual({
      escrow: -3_000,
      pending: 3_000,
    });
    expect(
      (await sumsAbout(w.db, brand, [{ subject: 'com_1', account: cny('kol:k:pending') }])).get(
        'kol:k:pending|CNY',
      ),
    ).toBe(3_000);
    expect((await entriesAbout(w.db, 'com_1')).map((e) => [e.account, e.amount])).toEqual([
      ['escrow', -3_000],
      ['pending', 3_000],
    ]);
    expect((await auditLedger(w.db)).drift).toEqual([]);
  });

  test('the same transaction again adds nothing; the same key with other content is a conflict and changes nothing', async () => {
    await using w = await world();
    const [first] = await w.send([move('deposit:1', 'world:manual', 'brand:a:funding', 500)]);
    const [again] = await w.send([move('deposit:1', 'world:manual', 'brand:a:funding', 500)]);
    expect(again).toEqual({ id: first?.id, posted: false });
    await expect(w.send([move('deposit:1', 'world:manual', 'brand:a:funding', 501)])).rejects.toMatchObject({
      code: 'ledger/idempotency_conflict',
    });
    expect(await w.balance('brand:a:funding')).toBe(500);
    expect((await auditLedger(w.db)).transactions).toBe(1);
  });

  test('the same key belongs to each brand on its own', async () => {
    await using w = await world();
    await w.send([move('deposit:1', 'world:manual', 'brand:a:funding', 500)]);
    await w.send([move('deposit:1', 'world:manual', 'brand:a:funding', 700)], { brandId: 'brd_b' });
    expect(await balances(w.db, { brandId: 'brd_b' }, [cny('brand:a:funding')])).toEqual([700]);
  });

  test('money that is not there cannot be moved, and the whole posting is undone', async () => {
    await using w = await world();
    await w.send([move('deposit:1', 'world:manual', 'brand:a:funding', 100)]);
    await expect(
      w.send([
        move('allocate:1', 'brand:a:funding', 'campaign:c:escrow', 60),
        move('allocate:2', 'brand:a:funding', 'campaign:d:escrow', 41),
      ]),
    ).rejects.toMatchObject({
      code: 'ledger/insufficient_funds',
      facts: { path: 'brand:a:funding', currency: 'CNY', missing: 1 },
    });
    expect(await w.balance('campaign:c:escrow')).toBe(0);
  });

  test.each([
    ['one-sided', [{ account: cny('world:manual'), amount: 5 }]],
    [
      'off by one',
      [
        { account: cny('world:manual'), amount: -5 },
        { account: cny('brand:a:funding'), amount: 4 },
      ],
    ],
    [
      'balanced over two currencies only',
      [
        { account: cny('world:manual'), amount: -5 },
        { account: { path: 'brand:a:funding', currency: 'USD' as const }, amount: 5 },
      ],
    ],
    [
      'a zero entry',
      [
        { account: cny('world:manual'), amount: 0 },
        { account: cny('brand:a:funding'), amount: 0 },
      ],
    ],
    [
      'a fraction',
      [
        { account: cny('world:manual'), amount: -0.5 },
        { account: cny('brand:a:funding'), amount: 0.5 },
      ],
    ],
    ['nothing', []],
  ])('%s is refused before it reaches the database', async (_name, entries) => {
    await using w = await world();
    await expect(w.send([{ kind: 'x', idempotencyKey: 'x', occurredAt: at, entries }])).rejects.toMatchObject(
      { code: 'ledger/unbalanced' },
    );
  });

  test('64 postings at once against money for 10: exactly 10 succeed', async () => {
    await using w = await world();
    await w.send([move('deposit:1', 'world:manual', 'campaign:c:escrow', 100)]);
    const results = await Promise.allSettled(
      Array.from({ length: 64 }, (_, i) =>
        w.send([move(`accrue:${i}`, 'campaign:c:escrow', `kol:${i % 7}:pending`, 10)]),
      ),
    );
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(10);
    expect(await w.balance('campaign:c:escrow')).toBe(0);
    expect((await auditLedger(w.db)).drift).toEqual([]);
  });

  test('one key posted 40 times at once is one transaction', async () => {
    await using w = await world();
    const results = await Promise.all(
      Array.from({ length: 40 }, () => w.send([move('deposit:1', 'world:manual', 'brand:a:funding', 9)])),
    );
    expect(results.flat().filter((r) => r.posted)).toHaveLength(1);
    expect(await w.balance('brand:a:funding')).toBe(9);
  });
});

test('a statement adds up, and moves among its own accounts are no lines', async () => {
  await using w = await world();
  const day = (n: number) => new Date(at.getTime() + n * 86_400_000);
  await w.send([move('deposit:1', 'world:manual', 'campaign:c:escrow', 10_000)], brand, day(0));
  await w.send([move('accrue:1', 'campaign:c:escrow', 'kol:k:pending', 3_000, 'com_1')], brand, day(1));
  await w.send([move('accrue:2', 'campaign:c:escrow', 'kol:k:pending', 500, 'com_2')], brand, day(2));
  await w.send([move('release:1', 'kol:k:pending', 'kol:k:payable', 3_000, 'com_1')], brand, day(3));
  await w.send([move('reverse:1', 'kol:k:payable', 'campaign:c:escrow', 900, 'com_1')], brand, day(4));
  const paths = ['kol:k:pending', 'kol:k:payable'];
  const s = await statement(w.db, brand, { paths, currency: 'CNY', from: day(2), to: day(5) });
  // Before day 2: +3,000. Then +500 and −900; the release is no line. 3,000 + 500 − 900 = 2,600 = 500 held + 2,100 released.
  expect(s.opening).toBe(3_000);
  expect(s.lines.map((line) => [line.kind, line.amount])).toEqual([
    ['accrue', 500],
    ['reverse', -900],
  ]);
  expect(Object.fromEntries(s.closingBy)).toEqual({ 'kol:k:pending': 500, 'kol:k:payable': 2_100 });
});
