import { randomUUID } from 'node:crypto';
import type { Connection, Engine, EngineResult } from './engine.ts';
import { toException } from './exception.ts';
import type { Request } from './parse-request.ts';
import { quoted, quotedName, type Statement } from './statement.ts';

export type Outcome =
  | { kind: 'whole'; result: EngineResult; format: string }
  | { kind: 'stream'; chunks: AsyncGenerator<Uint8Array, void, undefined>; format: string };

export interface QueryRun {
  request: Request;
  statement: Statement;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

/** Rows without head or foot, so that the engine's chunks can follow one another. */
const STREAMABLE =
  /^(?:JSONEachRow|JSONLines|NDJSON|JSON(?:Compact|Strings|CompactStrings)EachRow|CSV|TSV|TSVRaw|TabSeparated|TabSeparatedRaw|RowBinary|Native)$/;

/**
 * Runs a statement on a connection of its own and hands the outcome to `send`; the connection is closed when that is
 * done. When the signal is aborted the statement is killed. Throws the engine's exception.
 */
export async function runQuery(
  engine: Engine,
  run: QueryRun,
  send: (outcome: Outcome) => Promise<void>,
): Promise<void> {
  const { request, signal } = run;
  const connection = engine.connect();
  const tag = randomUUID();
  const kill = () => void killTagged(engine, tag);
  try {
    await connection.run(preamble(request, tag), 'Null');
    signal.throwIfAborted();
    signal.addEventListener('abort', kill, { once: true });
    await send(await start(connection, run));
  } catch (error) {
    throw toException(error);
  } finally {
    signal.removeEventListener('abort', kill);
    connection.close();
  }
}

async function start(connection: Connection, { request, statement }: QueryRun): Promise<Outcome> {
  const { sql } = statement;
  const format = statement.format ?? request.defaultFormat;
  const streams = (statement.verb === 'SELECT' || statement.verb === 'WITH') && STREAMABLE.test(format);
  if (streams) return { kind: 'stream', chunks: connection.stream(sql, format), format };
  return { kind: 'whole', result: await connection.run(sql, format), format };
}

/**
 * Settings, parameters and database, which hold for this connection only. The tag finds the statement again to kill it:
 * a setting without effect here, because the engine keeps no answers (a comment is lost where there are parameters).
 */
function preamble({ settings, params, database }: Request, tag: string): string {
  const values = [
    ...[...params].map(([name, value]) => `param_${name} = ${quoted(value)}`),
    ...[...settings].map(([name, value]) => `${name} = ${quoted(value)}`),
    `query_cache_tag = ${quoted(tag)}`,
  ];
  return `USE ${quotedName(database)}; SET ${values.join(', ')}`;
}

async function killTagged(engine: Engine, tag: string): Promise<void> {
  const connection = engine.connect();
  try {
    await connection.run(`KILL QUERY WHERE Settings['query_cache_tag'] = ${quoted(tag)} ASYNC`, 'Null');
  } catch {
    // It ended by itself in the meantime.
  } finally {
    connection.close();
  }
}
