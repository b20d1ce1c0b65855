import { type Database, inTransaction, openDatabase, sqlState, type Tx } from '@kolony/db';
import { makeDatabase } from '@kolony/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditLedger, post } from '../src/index.ts';

/** What the database itself refuses, whoever asks: these statements go around the room's code. */
let database: Awaited<ReturnType<typeof makeDatabase>>;
let db: Database;
const at = new Date('2026-11-01T00:00:00.000Z');

beforeAll(async () => {
  database = await makeDatabase();
  db = openDatabase(database.url);
  await inTransaction(db, (tx) =>
    post(
      tx,
      { brandId: 'brd_a' },
      {
        at,
        transactions: [
          {
            kind: 'deposit',
            idempotencyKey: 'deposit:1',
            occurredAt: at,
            entries: [
              { account: { path: 'world:manual', currency: 'CNY' }, amount: -100 },
              { account: { path: 'brand:a:funding', currency: 'CNY' }, amount: 100 },
            ],
          },
        ],
      },
    ),
  );
});

afterAll(async () => {
  expect((await auditLedger(db)).drift).toEqual([]);
  await db.$disconnect();
  await database[Symbol.asyncDispose]();
});

async function refusal(work: (tx: Tx) => Promise<unknown>): Promise<string | undefined> {
  try {
    await db.$transaction(async (tx) => void (await work(tx)));
    return 'accepted';
  } catch (error) {
    return /LG00\d/.exec(JSON.stringify(error) + String(error))?.[0] ?? sqlState(error);
  }
}

const account = (path: string) => db.ledgerAccount.findFirstOrThrow({ where: { path } });
const newTransaction = (tx: Tx, id: string) => tx.$executeRaw`
  INSERT INTO ledger_transactions (id, brand_id, kind, idempotency_key, input_hash, occurred_at, posted_at)
  VALUES (${id}, 'brd_a', 'x', ${id}, 'h', now(), now())`;
const newEntry = (
  tx: Tx,
  entry: {
    txn: string;
    position: number;
    account: string;
    amount: number;
    brand?: string;
    currency?: string;
  },
) =>
  tx.$executeRaw`
    INSERT INTO ledger_entries (transaction_id, position, brand_id, account_id, currency, amount)
    VALUES (${entry.txn}, ${entry.position}, ${entry.brand ?? 'brd_a'}, ${entry.account}, ${entry.currency ?? 'CNY'}, ${entry.amount})`;

describe('the database refuses', () => {
  test('a transaction that does not sum to zero (100 against −99)', async () => {
    const [world, funding] = [await account('world:manual'), await account('brand:a:funding')];
    expect(
      await refusal(async (tx) => {
        await newTransaction(tx, 't1');
        await newEntry(tx, { txn: 't1', position: 0, account: world.id, amount: -99 });
        await newEntry(tx, { txn: 't1', position: 1, account: funding.id, amount: 100 });
      }),
    ).toBe('LG001');
  });

  test('a transaction without entries', async () => {
    expect(await refusal((tx) => newTransaction(tx, 't2'))).toBe('LG001');
  });

  test('a balanced pair added later to a committed transaction', async () => {
    const [world, funding] = [await account('world:manual'), await account('brand:a:funding')];
    const { id } = await db.ledgerTransaction.findFirstOrThrow();
    expect(
      await refusal(async (tx) => {
        await newEntry(tx, { txn: id, position: 8, account: world.id, amount: -5 });
        await newEntry(tx, { txn: id, position: 9, account: funding.id, amount: 5 });
      }),
    ).toBe('LG003');
  });

  test('a forged seal: the stamp is the database’s own', async () => {
    const [world, funding] = [await account('world:manual'), await account('brand:a:funding')];
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO ledger_transactions (id, brand_id, kind, idempotency_key, input_hash, occurred_at, posted_at, xid)
        VALUES ('t3', 'brd_a', 'x', 't3', 'h', now(), now(), '99999999'::xid8)`;
      await newEntry(tx, { txn: 't3', position: 0, account: world.id, amount: -1 });
      await newEntry(tx, { txn: 't3', position: 1, account: world.id, amount: 1 });
    });
    expect(
      await refusal((tx) => newEntry(tx, { txn: 't3', position: 2, account: funding.id, amount: 1 })),
    ).toBe('LG003');
  });

  test('an entry in another currency or of another tenant than its account', async () => {
    const world = await account('world:manual');
    for (const wrong of [{ currency: 'USD' }, { brand: 'brd_b' }])
      expect(
        await refusal(async (tx) => {
          await newTransaction(tx, 't4');
          await newEntry(tx, { txn: 't4', position: 0, account: world.id, amount: -5, ...wrong });
        }),
      ).toBe('23503');
  });

  test('a zero entry', async () => {
    const world = await account('world:manual');
    expect(
      await refusal(async (tx) => {
        await newTransaction(tx, 't5');
        await newEntry(tx, { txn: 't5', position: 0, account: world.id, amount: 0 });
      }),
    ).toBe('23514');
  });

  test.each([
    ['changing an entry', 'UPDATE ledger_entries SET amount = amount + 1'],
    ['deleting an entry', 'DELETE FROM ledger_entries'],
    ['emptying the entries', 'TRUNCATE ledger_entries CASCADE'],
    ['changing a transaction', `UPDATE ledger_transactions SET kind = 'y'`],
    ['deleting a transaction', 'DELETE FROM ledger_transactions'],
    ['emptying the transactions', 'TRUNCATE ledger_transactions CASCADE'],
    ['deleting an account', 'DELETE FROM ledger_accounts'],
    ['moving an account to another tenant', `UPDATE ledger_accounts SET brand_id = 'brd_b'`],
    ['lifting an account’s floor', 'UPDATE ledger_accounts SET may_go_below = true WHERE NOT may_go_below'],
  ])('%s', async (_name, sql) => {
    expect(await refusal((tx) => tx.$executeRawUnsafe(sql))).toBe('LG002');
  });

  test('a balance below zero on an account that holds money', async () => {
    expect(
      await refusal(
        (tx) => tx.$executeRaw`UPDATE ledger_accounts SET balance = -1 WHERE path = 'brand:a:funding'`,
      ),
    ).toBe('23514');
  });
});

test('the audit names an account whose balance was changed behind its back', async () => {
  await db.$executeRaw`UPDATE ledger_accounts SET balance = balance + 1 WHERE path = 'brand:a:funding'`;
  const { drift } = await auditLedger(db);
  expect(drift).toMatchObject([
    { what: 'balance', detail: 'brand:a:funding CNY: stored 101, entries say 100' },
  ]);
  await db.$executeRaw`UPDATE ledger_accounts SET balance = balance - 1 WHERE path = 'brand:a:funding'`;
});
