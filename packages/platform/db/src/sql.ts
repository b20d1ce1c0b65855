import { createHash } from 'node:crypto';
import { type Pool, type PoolClient, types } from 'pg';
import { Prisma } from '../generated/client.ts';

/**
 * SQL without Prisma's engine, for the one path where its time per statement counts (orders). A Prisma transaction can
 * do the same, so whoever takes an `Sql` can be called in either.
 *
 * In `inSqlTransaction` statements run in the order they are asked for: those asked for in one go (`Promise.all`) share a
 * round trip; when one fails, those behind it fail too. Prisma promises no order: what may run in either asks in one go
 * only for what does not build on each other.
 */
export interface Sql {
  $queryRaw<T = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T>;
  /** The number of rows changed. */
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
}

const INT8 = 20;
/** As Prisma answers: bigint for int8; instants and JSON are parsed by pg already. */
const parsers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? (text: string) => BigInt(text) : types.getTypeParser(oid, format),
};

/** One attempt at a transaction: whether it is over, and the first of its statements that failed. */
export interface Attempt {
  over: boolean;
  failure?: unknown;
}

/**
 * Statements are prepared once per connection: planning is a third of a small statement's time. One that comes after its
 * transaction is over is refused: it would run by itself and stay.
 */
export function sqlOver(client: Pool | PoolClient, attempt: Attempt = { over: false }): Sql {
  const run = async (query: TemplateStringsArray | Prisma.Sql, values: readonly unknown[]) => {
    if (attempt.over) throw new Error('the transaction is over');
    const { text, values: all } = 'raw' in query ? Prisma.sql(query, ...values) : query;
    if ('connection' in client) inOneWrite(client);
    try {
      return await client.query({ name: nameOf(text), text, values: all, types: parsers });
    } catch (error) {
      attempt.failure ??= error;
      throw error;
    }
  };
  return {
    // What a statement answers is said by its caller, as with Prisma's own raw queries.
    $queryRaw: async <T>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await run(query, values)).rows as T,
    $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
  };
}

/** What is asked for in one go leaves in one write: each by itself costs a system call here and a wake-up there. */
function inOneWrite({ connection: { stream } }: PoolClient): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const names = new Map<string, string>();

/** One name per text; PostgreSQL cuts longer ones than 63 characters. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  names.set(text, name);
  return name;
}
