import { type Clock, KolonyError, present } from '@kolony/kernel';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type PoolClient } from 'pg';
import { Prisma, PrismaClient } from '../generated/client.ts';
import { type Attempt, type Sql, sqlOver } from './sql.ts';

export { Prisma };
export type Database = PrismaClient;
/** What a use-case writes through; only `inTransaction` makes one. */
export type Tx = Prisma.TransactionClient;

/** What every use-case of a room is given. */
export interface Deps {
  db: Database;
  clock: Clock;
}

export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    // Statements that do not wait for each other share a round trip.
    pipeline: true,
  });
  // A connection that dies while nobody uses it is replaced; whoever uses one is told by their own statement.
  pool.on('error', () => undefined);
  const db = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
  pools.set(db, pool);
  return db;
}

const pools = new WeakMap<Database, Pool>();

/** SQL alone, each statement a transaction of its own. */
export const sqlOf = (db: Database): Sql => sqlOver(poolOf(db));

const poolOf = (db: Database) => present(pools.get(db), 'pool');

/** Deadlock and serialization failure: the whole transaction may be run again. */
const RETRYABLE = new Set(['40P01', '40001']);
const ATTEMPTS = 5;
/** What every statement is told that was sent behind one that failed. */
const ABORTED = '25P02';

/**
 * Runs `work` in one READ COMMITTED transaction, again (at most five times) when PostgreSQL names a deadlock or a
 * serialization failure. Throws `db/unavailable` when the server cannot be reached.
 */
export async function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return again(() => db.$transaction(work, { maxWait: 10_000, timeout: 60_000 }));
}

/**
 * The same for work that needs SQL alone: a fifth of the time per statement, on the same connections. What `work` sends
 * it waits for, all of it, before it returns: COMMIT answers nobody but the statement before it.
 */
export async function inSqlTransaction<T>(db: Database, work: (tx: Sql) => Promise<T>): Promise<T> {
  return again(() =>
    inOneGo(db, work, async (client) => {
      const { command } = await client.query('COMMIT');
      // PostgreSQL's answer to COMMIT when a statement had failed.
      if (command !== 'COMMIT') throw new Error('rolled back: a statement failed and nobody looked');
    }),
  );
}

/**
 * The very same, with every check that COMMIT would make, and nothing of it stays: what would happen. Its locks are held
 * as long as the real transaction's, but for the disk.
 */
export async function rehearseInSql<T>(db: Database, work: (tx: Sql) => Promise<T>): Promise<T> {
  return again(() =>
    inOneGo(db, work, async (client) => {
      await client.query('SET CONSTRAINTS ALL IMMEDIATE');
      await client.query('ROLLBACK');
    }),
  );
}

async function inOneGo<T>(
  db: Database,
  work: (tx: Sql) => Promise<T>,
  end: (client: PoolClient) => Promise<void>,
): Promise<T> {
  const client = await poolOf(db).connect();
  let broken: Error | undefined;
  const attempt: Attempt = { over: false };
  try {
    // Sent together with the work's first statement; on a connection that cannot begin, that fails as well.
    const [, answer] = await Promise.all([client.query('BEGIN'), work(sqlOver(client, attempt))]);
    attempt.over = true;
    await end(client);
    return answer;
  } catch (error) {
    attempt.over = true;
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw sqlState(error) === ABORTED ? attempt.failure : error;
  } finally {
    // One that could not even roll back is not given to anybody else.
    client.release(broken);
  }
}

async function again<T>(attemptOnce: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce();
    } catch (error) {
      const state = sqlState(error);
      if (state && RETRYABLE.has(state) && attempt < ATTEMPTS) continue;
      throw roomError(error) ?? error;
    }
  }
}

/** The SQLSTATE of a driver error, however deep Prisma wrapped it. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { meta, cause, code, originalCode, severity } = error as Record<string, unknown>;
  if (typeof originalCode === 'string') return originalCode;
  if (code === 'P2034') return '40001';
  // pg's own error, which Prisma has not wrapped.
  if (typeof code === 'string' && typeof severity === 'string') return code;
  const inner =
    (meta as Record<string, unknown> | undefined)?.driverAdapterError ??
    (meta as Record<string, unknown> | undefined)?.code ??
    cause;
  if (typeof inner === 'string') return inner;
  return sqlState(inner);
}

/**
 * What a driver's error means to a caller, where it is not a defect: `db/unavailable` (the server cannot be reached:
 * try again), `db/unstorable_text` (a NUL character or broken UTF-8, which PostgreSQL cannot hold). Else null.
 */
export function roomError(error: unknown): KolonyError | null {
  if (error instanceof KolonyError) return error;
  const state = sqlState(error);
  if (isUnreachable(error, state)) return new KolonyError('db/unavailable', 'unavailable');
  if (state === '22021' || state === '22P05') return new KolonyError('db/unstorable_text', 'invalid');
  return null;
}

function isUnreachable(error: unknown, state: string | undefined): boolean {
  const { code, message } = (error ?? {}) as Record<string, unknown>;
  if (code === 'P1001' || code === 'P1002' || code === 'P1017' || code === 'ECONNREFUSED') return true;
  if (state?.startsWith('08') || state === '57P01' || state === '57P03') return true;
  return (
    typeof message === 'string' &&
    /ECONNREFUSED|Connection terminated|connection timeout|exceeded when trying to connect|Can't reach database/i.test(
      message,
    )
  );
}
