import { makeDatabase } from '@kolony/testing';
import { expect, test } from 'vitest';
import { inSqlTransaction, openDatabase, rehearseInSql, type Sql, sqlOf } from '../src/index.ts';

async function makeWorld() {
  const database = await makeDatabase();
  const db = openDatabase(database.url);
  await sqlOf(db).$executeRaw`CREATE TABLE things (id int PRIMARY KEY)`;
  return {
    db,
    add: (tx: Sql, id: number) => tx.$executeRaw`INSERT INTO things VALUES (${id}::int)`,
    things: async () =>
      (await sqlOf(db).$queryRaw<{ id: number }[]>`SELECT id FROM things ORDER BY id`).map(({ id }) => id),
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await database[Symbol.asyncDispose]();
    },
  };
}

test('statements asked for in one go run in that order, and are committed together', async () => {
  await using w = await makeWorld();
  const counted = await inSqlTransaction(w.db, async (tx) => {
    const [, rows] = await Promise.all([
      w.add(tx, 1),
      tx.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM things`,
      w.add(tx, 2),
    ]);
    return rows;
  });
  expect(counted).toEqual([{ n: 1n }]);
  expect(await w.things()).toEqual([1, 2]);
});

test('when one fails nothing is kept, and its error is the one that is thrown', async () => {
  await using w = await makeWorld();
  await w.add(sqlOf(w.db), 1);
  const failing = inSqlTransaction(w.db, (tx) =>
    Promise.all([w.add(tx, 2), (async () => await w.add(tx, 1))(), w.add(tx, 3)]),
  );
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await w.things()).toEqual([1]);
});

test('what is asked for after the end of a transaction is refused, not run by itself', async () => {
  await using w = await makeWorld();
  let late: Promise<unknown> = Promise.resolve();
  const failing = inSqlTransaction(w.db, async (tx) => {
    late = w.add(tx, 1).then(async () => {
      await new Promise((done) => setTimeout(done, 50));
      await w.add(tx, 2);
    });
    late.catch(() => undefined);
    await tx.$executeRaw`SELECT 1 / 0`;
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  await expect(late).rejects.toThrow('the transaction is over');
  expect(await w.things()).toEqual([]);
});

test('a failed statement that nobody looked at is not taken for a commit', async () => {
  await using w = await makeWorld();
  const failing = inSqlTransaction(w.db, async (tx) => {
    await tx.$executeRaw`SELECT 1 / 0`.catch(() => undefined);
  });
  await expect(failing).rejects.toThrow('rolled back');
});

test('two that deadlock both end well, also when others are sent behind the statement that is chosen', async () => {
  await using w = await makeWorld();
  await Promise.all([1, 2].map((id) => w.add(sqlOf(w.db), id)));
  const lock = (tx: Sql, id: number) => tx.$queryRaw`SELECT FROM things WHERE id = ${id}::int FOR UPDATE`;
  let attempts = 0;
  let held = 0;
  const both = Promise.withResolvers<void>();
  const work = (wanted: [number, number]) => async (tx: Sql) => {
    attempts += 1;
    // Tried again it locks in the other's order: one deadlock is enough.
    const [first, second] = attempts > 2 ? [1, 2] : wanted;
    await lock(tx, first);
    held += 1;
    if (held === 2) both.resolve();
    await both.promise;
    await Promise.all([(async () => await lock(tx, second))(), lock(tx, first)]);
  };
  await Promise.all([inSqlTransaction(w.db, work([1, 2])), inSqlTransaction(w.db, work([2, 1]))]);
  expect(attempts).toBe(3);
});

test('a rehearsal does all of it, checks what a commit would check, and keeps nothing', async () => {
  await using w = await makeWorld();
  const sql = sqlOf(w.db);
  await sql.$executeRaw`ALTER TABLE things ADD COLUMN parent int REFERENCES things DEFERRABLE INITIALLY DEFERRED`;
  const seen = await rehearseInSql(w.db, async (tx) => {
    await w.add(tx, 1);
    return tx.$queryRaw<{ id: number }[]>`SELECT id FROM things`;
  });
  expect(seen).toEqual([{ id: 1 }]);
  const orphan = rehearseInSql(w.db, (tx) => tx.$executeRaw`INSERT INTO things VALUES (2, 99)`);
  await expect(orphan).rejects.toMatchObject({ code: '23503' });
  const hidden = rehearseInSql(w.db, (tx) => tx.$executeRaw`SELECT 1 / 0`.catch(() => undefined));
  await expect(hidden).rejects.toMatchObject({ code: '22012' });
  expect(await w.things()).toEqual([]);
});
