import {
  acceptOffer,
  raiseBudgetAlerts,
  recordConversions,
  recordRefund,
  releaseDueHolds,
} from '@kolony/commissions';
import type { NewRefund } from '@kolony/commissions/schema';
import { endDeal } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { DAY, present } from '@kolony/kernel';
import { approveBatch, preparePayouts, settlePayout } from '@kolony/payouts';
import { createEndpoint, webhookSettings } from '@kolony/webhooks';
import { BODIES, EventType } from '@kolony/webhooks/schema';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { liveWorld, offeredWorld, type World } from '../src/worlds.ts';

const system = systemScope('test');
const Body = z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) });

/** Subscribes the world's brand to everything; returns what it was told since the last question, oldest first. */
async function listen(world: World) {
  const webhooks = webhookSettings({ secret: 'a1'.repeat(32), webhooksToLoopback: false });
  const url = 'https://93.184.216.34/';
  await createEndpoint({ ...world.deps, webhooks }, world.brand.scope, {
    url,
    eventTypes: EventType.options,
  });
  const known = new Set<string>();
  return async () => {
    const rows = await world.deps.db.webhookEvent.findMany({ orderBy: { id: 'asc' } });
    const fresh = rows.filter((row) => !known.has(row.id));
    for (const { id, body, type, brandId } of fresh) {
      known.add(id);
      const parsed = present(BODIES.get(type), type).safeParse(JSON.parse(body));
      expect([type, parsed.error?.issues ?? []]).toEqual([type, []]);
      expect(brandId).toBe(world.brand.scope.brandId);
    }
    return fresh
      .map(({ body }) => Body.parse(JSON.parse(body)))
      .sort((a, b) => a.type.localeCompare(b.type))
      .map(({ type, data }) => ({ type, data }));
  };
}

const refundOf = (refundId: string, amount: number, occurredAt: Date): NewRefund => ({
  refundId,
  orderId: 'order-1',
  amount,
  items: [],
  kind: 'refund',
  occurredAt,
  reason: '',
});

test('an order’s life: each step is told once, by its public schema, with its figures', async () => {
  await using world = await liveWorld();
  const { deps, brand, kol, clock, campaignId, link } = world;
  const told = await listen(world);
  const order = world.order('order-1', 20_000, { status: 'completed' });
  await recordConversions(deps, brand.scope, [order]);
  const about = {
    campaign_id: campaignId,
    deal_id: link.dealId,
    kol_id: kol.scope.kolId,
    order_id: 'order-1',
    currency: 'CNY',
  };
  expect(await told()).toMatchObject([
    { type: 'commission.pending', data: { ...about, amount: 3_000 } },
    {
      type: 'conversion.recorded',
      data: { order_id: 'order-1', amount: 20_000, status: 'completed', deal_id: link.dealId },
    },
  ]);
  await recordConversions(deps, brand.scope, [order]);
  expect(await told()).toEqual([]); // a replay is no news

  await recordRefund(deps, brand.scope, refundOf('refund-1', 6_000, clock.now()));
  expect(await told()).toMatchObject([
    { type: 'commission.reversed', data: { ...about, amount: 900 } },
    { type: 'refund.recorded', data: { refund_id: 'refund-1', order_id: 'order-1', amount: 6_000 } },
  ]);
  clock.move(7 * DAY);
  await releaseDueHolds(deps, system, { limit: 10 });
  expect(await told()).toMatchObject([{ type: 'commission.payable', data: { ...about, amount: 2_100 } }]);

  const party = `kol:${kol.scope.kolId}`;
  const batch = await preparePayouts(deps, brand.scope, {
    currency: 'CNY',
    parties: [{ party, expectedPayable: 2_100 }],
  });
  const { payouts } = await approveBatch(deps, brand.scope, { id: batch.id });
  expect(await told()).toEqual([]);
  const payout = present(payouts[0], 'payout');
  await settlePayout(deps, brand.scope, { payoutId: payout.id, reference: 'BANK-1' });
  await settlePayout(deps, brand.scope, { payoutId: payout.id, reference: 'BANK-1' });
  expect(await told()).toEqual([
    {
      type: 'payout.paid',
      data: { id: payout.id, party, amount: payout.net, currency: 'CNY', reference: 'BANK-1' },
    },
  ]);
});

test('an order that nobody earned is told as that', async () => {
  await using world = await liveWorld();
  const told = await listen(world);
  await recordConversions(world.deps, world.brand.scope, [world.order('order-2', 100, { touches: [] })]);
  expect(await told()).toMatchObject([
    { type: 'conversion.recorded', data: { order_id: 'order-2', deal_id: null, kol_id: null } },
  ]);
});

test('a deal’s beginning and end', async () => {
  await using world = await offeredWorld();
  const { deps, brand, kol, campaignId, dealId } = world;
  const told = await listen(world);
  await acceptOffer(deps, kol.scope, { id: dealId, round: 1 });
  const about = { id: dealId, campaign_id: campaignId, kol_id: kol.scope.kolId };
  expect(await told()).toEqual([{ type: 'deal.accepted', data: { ...about, terms_version: 1 } }]);
  await endDeal(deps, brand.scope, { id: dealId, reason: 'Season over' });
  expect(await told()).toEqual([
    { type: 'deal.ended', data: { ...about, how: 'ended', reason: 'Season over' } },
  ]);
});

test('a budget’s thresholds, each once', async () => {
  await using world = await liveWorld({ budget: 10_000 });
  const { deps, brand, campaignId } = world;
  const told = await listen(world);
  await recordConversions(deps, brand.scope, [world.order('order-1', 56_000)]);
  await told();
  expect(await raiseBudgetAlerts(deps, system)).toBe(2);
  expect(await raiseBudgetAlerts(deps, system)).toBe(0);
  const alert = { campaign_id: campaignId, funded: 10_000, currency: 'CNY' };
  const alerts = await told();
  expect(alerts).toHaveLength(2);
  expect(alerts).toEqual(
    expect.arrayContaining([
      { type: 'budget.alert', data: { ...alert, threshold_bp: 5_000 } },
      { type: 'budget.alert', data: { ...alert, threshold_bp: 8_000 } },
    ]),
  );
});
