import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import { Pool } from 'pg';

/** PostgreSQL's one-byte "char", which the catalogues are full of and adapter-pg cannot read, and text, which it can. */
const CHAR = 18;
const TEXT = 25;

/**
 * Prisma's adapter for pg as the schema engine needs it. As published it cannot describe a database (catalogue columns
 * of type "char") and cuts a migration at every semicolon, those inside comments and function bodies included.
 * The pool has one connection, so that BEGIN on it holds for all that the engine does.
 */
export function engineAdapter(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(readable(pool));
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => whole(await factory.connect()),
    connectToShadowDb: () => Promise.reject(new Error('drift is looked for in a database of its own')),
  };
}

/**
 * Its own idle time-out would end a connection that is in a transaction. The engine connects for each migration, and
 * leaves a listener each time: pg would warn of a leak from the eleventh on.
 */
export function onePool(url: string): Pool {
  return new Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 }).setMaxListeners(0);
}

/** Which columns of a result are "char", by its rows, which adapter-pg passes on as they are. */
const charColumns = new WeakMap<object, number[]>();

function whole(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    async queryRaw(query: SqlQuery) {
      const result = await queryRaw(query);
      for (const column of charColumns.get(result.rows) ?? [])
        result.columnTypes[column] = ColumnTypeEnum.Character;
      return result;
    },
    /** Without parameters pg sends the text as it is, and PostgreSQL, which knows its syntax, takes it apart. */
    async executeScript(sql: string) {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    },
  });
}

function readable(pool: Pool): Pool {
  const query = async (...request: Parameters<Pool['query']>) => {
    const result: unknown = await pool.query(...request);
    if (isResult(result)) {
      const columns = result.fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : []));
      for (const field of result.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
      charColumns.set(result.rows, columns);
    }
    return result;
  };
  return new Proxy(pool, { get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)) });
}

function isResult(result: unknown): result is { fields: { dataTypeID: number }[]; rows: unknown[][] } {
  return typeof result === 'object' && result !== null && 'fields' in result && Array.isArray(result.fields);
}
