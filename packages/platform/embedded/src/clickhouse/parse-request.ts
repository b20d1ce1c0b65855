import type { IncomingHttpHeaders } from 'node:http';
import { exception } from './exception.ts';

/** A request's parameters, sorted by what they are for. */
export interface Request {
  /** Of the URL or of a multipart body; the body follows it. */
  query: string;
  queryId: string | undefined;
  database: string;
  /** Of the statement when it has no FORMAT clause. */
  defaultFormat: string;
  settings: Map<string, string>;
  /** Values of `{name:Type}`, escaped as ClickHouse's HTTP interface has them. */
  params: Map<string, string>;
}

/** Speak to ClickHouse's HTTP layer only; the engine has no such settings. */
const HTTP_ONLY = new Set([
  ...['query', 'query_id', 'database', 'default_format', 'user', 'password', 'quota_key'],
  ...['wait_end_of_query', 'buffer_size', 'stacktrace', 'client_protocol_version', 'add_http_cors_header'],
  ...['session_timeout', 'session_check'],
]);
/** What this server cannot do is refused, not ignored. */
const REFUSED = new Set(['session_id', 'role', 'compress', 'decompress']);
/** The engine is built as clickhouse-local, which reads `1` as `SELECT 1`; a server does not. */
const SERVER_DEFAULTS = [['implicit_select', '0']] as const;

/** Throws for a parameter that this server does not know how to honour. */
export function parseRequest(headers: IncomingHttpHeaders, parameters: URLSearchParams): Request {
  const settings = new Map<string, string>(SERVER_DEFAULTS);
  const params = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (!/^[A-Za-z_]\w*$/.test(name)) throw exception(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`);
    if (name.startsWith('param_')) params.set(name.slice('param_'.length), value);
    else if (REFUSED.has(name) && value !== '' && value !== '0')
      throw exception(48, 'NOT_IMPLEMENTED', `'${name}' is not supported by the embedded server`);
    else if (!HTTP_ONLY.has(name) && !REFUSED.has(name)) settings.set(name, value);
  }
  const header = (name: string) => headers[name]?.toString();
  return {
    query: parameters.get('query') ?? '',
    queryId: parameters.get('query_id') ?? undefined,
    database: parameters.get('database') ?? header('x-clickhouse-database') ?? 'default',
    defaultFormat: parameters.get('default_format') ?? header('x-clickhouse-format') ?? 'TabSeparated',
    settings,
    params,
  };
}
