import { type ClickHouseClient, createClient } from '@clickhouse/client';

export interface Connection {
  client: ClickHouseClient;
  database: string;
  /** `?cluster=name` of the URL: tables are made on every server of it, replicated. */
  cluster: string | undefined;
}

/** Longer than any statement may run; a server that says nothing for so long is away. Milliseconds. */
const REQUEST_TIMEOUT = 120_000;

/** @param url http://user:password@host:port/database?cluster=name; the database may not exist yet. */
export function connect(url: string): Connection {
  const { origin, username, password, pathname, searchParams } = new URL(url);
  const database = decodeURIComponent(pathname.slice(1)) || 'default';
  const client = createClient({
    url: origin,
    username: decodeURIComponent(username) || 'default',
    password: decodeURIComponent(password),
    database,
    request_timeout: REQUEST_TIMEOUT,
    max_open_connections: 16,
    // Long parameters travel in the body: proxies refuse long URLs.
    use_multipart_params_auto: true,
    // The caller gets every failure as an error; the client's own lines would repeat it.
    log: { level: 127 },
  });
  return { client, database, cluster: searchParams.get('cluster') ?? undefined };
}
