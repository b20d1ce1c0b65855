import { hkdfSync } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import type { Config } from '@kolony/config';
import type { Deps } from '@kolony/db';

/** Every address a host name has now; rejects when it has none. */
export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

export interface WebhookSettings {
  /** What endpoints' secrets are derived from. */
  key: Uint8Array;
  /** Whether http(s)://127.0.0.1, [::1] and localhost are allowed, on any port: for development. */
  allowLoopback: boolean;
  resolve: Resolve;
}

/** What use-cases that know of addresses and secrets are given. */
export type WebhookDeps = Deps & { webhooks: WebhookSettings };

/** From the installation's secret and its setting; names are resolved by the system. */
export function webhookSettings({
  secret,
  webhooksToLoopback,
}: Pick<Config, 'webhooksToLoopback'> & { secret: string }): WebhookSettings {
  return {
    key: new Uint8Array(hkdfSync('sha256', Buffer.from(secret, 'hex'), '', 'kolony webhooks v1', 32)),
    allowLoopback: webhooksToLoopback,
    resolve: (host) => lookup(host, { all: true }),
  };
}
