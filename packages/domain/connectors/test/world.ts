import { replayCommissions } from '@kolony/commissions';
import { systemScope } from '@kolony/identity';
import { DAY, HOUR, present } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { liveWorld } from '@kolony/scenarios/worlds';
import { mintClickToken, readClickToken, readClickTokenKeys } from '@kolony/tracking';
import { expect } from 'vitest';
import {
  type ConnectorDeps,
  changeConnection,
  connectorSettings,
  createConnection,
  listConnectionEvents,
  receiveEvent,
} from '../src/index.ts';
import type { EventAnswer, Provider } from '../src/schema.ts';
import { providerOf, requestOf, SECRETS, textOf } from './payloads.ts';

const clickKeys = readClickTokenKeys('a1'.repeat(32));
export const worker = systemScope('test');

export interface Send {
  /** In place of what the payload has: ids of another order. */
  replace?: Record<string, string>;
  /** The provider's id of the event; by default the payload's name. */
  eventId?: string;
}

/**
 * A live deal of 15 %, a shop of each provider, and the click of the payloads: half an hour before their order. It is
 * four days later, so that everything the payloads tell has happened.
 */
export async function shopWorld() {
  const world = await liveWorld();
  const { clock, brand } = world;
  const numbers = { linkNo: world.linkNo, dealNo: world.dealNo };
  const kclid = mintClickToken(
    clickKeys,
    { ...numbers, at: new Date('2026-10-01T08:30:00Z') },
    Buffer.from('test'),
  );
  clock.move(4 * DAY);
  const deps: ConnectorDeps = {
    ...world.deps,
    connectors: { ...connectorSettings({ secret: 'a1'.repeat(32) }), wallClock: clock },
    readClick: (token) => readClickToken(clickKeys, token),
  };
  const shops = new Map<Provider, string>();
  for (const provider of ['shopify', 'woocommerce', 'stripe'] as const) {
    const made = await createConnection(deps, brand.scope, {
      provider,
      name: `Shop on ${provider}`,
      secret: SECRETS[provider],
      orderPrefix: '',
    });
    shops.set(provider, made.id);
  }
  const shopOf = (provider: Provider) => present(shops.get(provider), 'shop');
  const receive = (name: string, { replace = {}, eventId }: Send = {}): Promise<EventAnswer> => {
    const text = textOf(name, { KCLID: kclid, VISITOR: 'v'.repeat(22), ...replace });
    const request = requestOf(name, { text, now: clock.now(), eventId });
    return receiveEvent(deps, { id: shopOf(providerOf(name)), request });
  };
  return {
    world,
    deps,
    scope: brand.scope,
    kclid,
    shopOf,
    receive,
    /** What is recorded of an order: of ours and of the commission's money. */
    async order(orderId: string) {
      const row = await deps.db.conversion.findFirst({
        where: { orderId },
        include: { refunds: true, commissions: true },
      });
      if (!row) return null;
      const taken = await deps.db.ledgerEntry.aggregate({
        where: { subject: { in: row.commissions.map(({ id }) => id) }, account: { kind: 'escrow' } },
        _sum: { amount: true },
      });
      return {
        status: row.status,
        amount: Number(row.amount),
        refunded: Number(row.refunded),
        refunds: row.refunds.length,
        commission: 0 - Number(taken._sum.amount ?? 0n),
        completedAt: row.completedAt,
      };
    },
    async events(provider: Provider) {
      return (await listConnectionEvents(deps, brand.scope, { id: shopOf(provider), limit: 200 })).data;
    },
    pause: (provider: Provider, paused: boolean) =>
      changeConnection(deps, brand.scope, { id: shopOf(provider), paused }),
    /** Nothing drifted: balances are their entries, and every commission is what its events say. */
    async audit() {
      expect((await auditLedger(deps.db)).drift).toEqual([]);
      expect((await replayCommissions(deps, worker)).drift).toEqual([]);
    },
    later: (days: number) => clock.move(days * DAY + HOUR),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

export type ShopWorld = Awaited<ReturnType<typeof shopWorld>>;
