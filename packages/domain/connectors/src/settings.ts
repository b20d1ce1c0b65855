import { hkdfSync } from 'node:crypto';
import type { Deps } from '@kolony/db';
import { type Clock, systemClock } from '@kolony/kernel';

export interface ConnectorSettings {
  /** What shops' secrets are sealed with; the first seals, each opens. */
  keys: readonly Uint8Array[];
  /** Shops sign with their own time: compared with the wall's, which no demo moves. */
  wallClock: Clock;
}

/** What a click token proves; tracking's `readClickToken` with the installation's keys. */
export type ReadClick = (
  token: string,
) => { ok: true; linkNo: number; dealNo: number; at: Date } | { ok: false; reason: 'malformed' | 'forged' };

export type ConnectorDeps = Deps & { connectors: ConnectorSettings; readClick: ReadClick };

/** From the installation's secret and the one before it. */
export function connectorSettings({
  secret,
  previousSecret,
}: {
  secret: string;
  previousSecret?: string | undefined;
}): ConnectorSettings {
  const keys = [secret, ...(previousSecret ? [previousSecret] : [])].map(
    (one) => new Uint8Array(hkdfSync('sha256', Buffer.from(one, 'hex'), '', 'kolony connectors v1', 32)),
  );
  return { keys, wallClock: systemClock };
}
