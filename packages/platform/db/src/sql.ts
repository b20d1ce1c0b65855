import { createHash } from 'node:crypto';
import { type Pool, type PoolClient, types } from 'pg';
import { Prisma } from '../generated/client.ts';

/**
 * SQL without Prisma's engine, for the one path where its time per statement counts (orders). A Prisma transaction can
 * do the same, so whoever takes an `Sql` can be called in either.
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

/** Statements are prepared once per connection: planning is a third of a small statement's time. */
export function sqlOver(client: Pool | PoolClient): Sql {
  const run = (query: TemplateStringsArray | Prisma.Sql, values: readonly unknown[]) => {
    const { text, values: all } = 'raw' in query ? Prisma.sql(query, ...values) : query;
    return client.query({ name: nameOf(text), text, values: all, types: parsers });
  };
  return {
    // What a statement answers is said by its caller, as with Prisma's own raw queries.
    $queryRaw: async <T>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await run(query, values)).rows as T,
    $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
  };
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
