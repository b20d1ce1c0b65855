import { inTransaction } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { newId, present } from '@kolony/kernel';
import { makeWorld, type World } from '@kolony/scenarios/worlds';
import {
  announce,
  attemptDelivery,
  claimDeliveries,
  createEndpoint,
  listDeliveries,
  type WebhookDeps,
  webhookSettings,
} from '../src/index.ts';
import type { EventType, WebhookEvent } from '../src/schema.ts';

const worker = systemScope('test');
export const settings = webhookSettings({ secret: 'a1'.repeat(32), webhooksToLoopback: true });

export interface WebhookWorld {
  world: World;
  deps: WebhookDeps;
  scope: BrandScope;
  /** Registers an address for the given events, payout.paid by default. */
  subscribe(url: string, eventTypes?: EventType[]): Promise<{ id: string; secret: string }>;
  /** A payout.paid of so many yuan-cents, told in a transaction of its own; returns its webhook-id, or '' when nobody wanted it. */
  tell(amount?: number): Promise<string>;
  /** One round of a worker: claims what is due and attempts it; returns how many were attempted. */
  round(limit?: number): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
}

export const payout = (
  brandId: string,
  { at, amount = 100, reference = 'BANK-1' }: { at: Date; amount?: number; reference?: string },
): WebhookEvent => ({
  brandId,
  type: 'payout.paid',
  at,
  data: { id: 'pay_1', party: 'kol:mei', amount, currency: 'CNY', reference },
});

export async function webhookWorld(): Promise<WebhookWorld> {
  const world = await makeWorld();
  const { scope } = world.brand;
  const deps: WebhookDeps = { ...world.deps, webhooks: settings };
  return {
    world,
    deps,
    scope,
    async subscribe(url, eventTypes = ['payout.paid']) {
      const { endpoint, secret } = await createEndpoint(deps, scope, { url, eventTypes });
      return { id: endpoint.id, secret };
    },
    async tell(amount = 100) {
      const reference = newId('pay');
      const event = payout(scope.brandId, { at: world.clock.now(), amount, reference });
      await inTransaction(deps.db, (tx) => announce(tx, [event]));
      const told = await deps.db.webhookEvent.findFirst({ where: { body: { contains: reference } } });
      return told?.id ?? '';
    },
    async round(limit = 100) {
      const claims = await claimDeliveries(deps, worker, { limit });
      await Promise.all(claims.map((claim) => attemptDelivery(deps, worker, claim)));
      return claims.length;
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
    },
  };
}

/** The newest delivery of an endpoint. */
export async function lastOf({ deps, scope }: WebhookWorld, id: string) {
  const { data } = await listDeliveries(deps, scope, { id });
  return present(data[0], 'delivery');
}
