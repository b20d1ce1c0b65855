import { attributeOrder } from '@kolony/attribution';
import type { Decision } from '@kolony/attribution/schema';
import type { Deps } from '@kolony/db';
import { type DealForPricing, dealsForPricing, kolNames } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, dayIn, KolonyError, minor, present } from '@kolony/kernel';
import { said } from './gather-candidates.ts';
import { type History, type Priced, price } from './price.ts';
import { dayKey } from './progress.ts';
import type { WhatIf, WhatIfResult } from './schema.ts';
import { storedDecision, storedOrder } from './stored-order.ts';

/** More orders than this are not looked at in one question. */
const MOST = 20_000;

/**
 * What the orders of a period would have cost under other Terms, another model or another window: the same pure
 * attribution and pricing as for pay, over the touches that were recorded, before refunds. Nothing is recorded.
 * `campaigns/campaign_not_found`, `commissions/too_many_orders` {limit}.
 */
export async function whatIf(deps: Deps, scope: BrandScope, input: WhatIf): Promise<WhatIfResult> {
  const { db } = deps;
  const { campaignId, from, to } = input;
  const campaign = await db.campaign.findFirst({ where: { id: campaignId, brandId: scope.brandId } });
  if (!campaign) throw new KolonyError('campaigns/campaign_not_found', 'not_found', { id: campaignId });
  const ids = await touchedOrders(db, scope, { campaignId, from, to });
  if (ids.length > MOST) throw new KolonyError('commissions/too_many_orders', 'invalid', { limit: MOST });
  const rows = await db.conversion.findMany({
    where: { brandId: scope.brandId, id: { in: ids } },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  });
  const decisions = rows.map(storedDecision);
  const dealIds = new Set(decisions.flatMap(({ touches }) => touches.map(({ dealId }) => dealId)));
  const deals = new Map(
    (await dealsForPricing(db, scope, { ids: [...dealIds] })).map((deal) => [deal.dealId, deal]),
  );
  const firsts = new Set(
    (
      await db.customer.findMany({
        where: { brandId: scope.brandId, firstConversionId: { in: rows.map(({ id }) => id) } },
      })
    ).map((customer) => customer.firstConversionId),
  );
  const names = await kolNames(deps, scope, { campaignId });
  const tally = new Map<string, WhatIfResult['byKol'][number]>();
  const of = (kolId: string) => {
    const row = tally.get(kolId) ?? {
      kolId,
      name: names.get(kolId) ?? '',
      actual: 0,
      would: 0,
      orders: 0,
      wouldOrders: 0,
    };
    tally.set(kolId, row);
    return row;
  };
  const paid = await db.commission.findMany({
    where: {
      brandId: scope.brandId,
      campaignId,
      conversionId: { in: rows.map(({ id }) => id) },
      refusedFor: null,
    },
    select: { kolId: true, party: true, outlay: true },
  });
  for (const { kolId, party, outlay } of paid) {
    if (party !== `kol:${kolId}`) continue;
    of(kolId).actual += minor(outlay);
    of(kolId).orders += 1;
  }
  const books = new Map<string, History>();
  const days = new Map<string, number>();
  rows.forEach((row, index) => {
    const decision = reattribute(present(decisions[index], 'decision'), { row, deals, input });
    const day = dayIn(scope.timeZone, row.occurredAt);
    const priced = price(storedOrder(row, firsts.has(row.id)), decision.touches, {
      termsOf: (dealId) => termsUnder(present(deals.get(dealId), 'deal'), input),
      historyOf: (dealId) => ({
        ...(books.get(dealId) ?? { orders: 0, gmv: 0, total: 0 }),
        day: days.get(dayKey(dealId, day)) ?? 0,
      }),
    });
    for (const part of priced) {
      if (part.touch.campaignId !== campaignId || part.refusedFor) continue;
      of(part.touch.kolId).would += part.outlay;
      of(part.touch.kolId).wouldOrders += 1;
      enter(books, days, { part, day });
    }
  });
  const byKol = [...tally.values()].sort((a, b) => b.actual - a.actual || (a.kolId < b.kolId ? -1 : 1));
  return {
    currency: Currency.parse(campaign.currency),
    orders: rows.length,
    actual: byKol.reduce((sum, row) => sum + row.actual, 0),
    would: byKol.reduce((sum, row) => sum + row.would, 0),
    byKol,
  };
}

/** Orders that any touch of the campaign was named for: under other rules it might have won what it did not. */
async function touchedOrders(
  db: Deps['db'],
  { brandId }: BrandScope,
  { campaignId, from, to }: { campaignId: string; from: Date; to: Date },
): Promise<string[]> {
  const touch = JSON.stringify({ touches: [{ campaignId }] });
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM conversions
    WHERE brand_id = ${brandId} AND occurred_at >= ${from} AND occurred_at < ${to} AND decision @> ${touch}::jsonb
    LIMIT ${MOST + 1}`;
  return rows.map(({ id }) => id);
}

function enter(
  books: Map<string, History>,
  days: Map<string, number>,
  { part, day }: { part: Priced; day: string },
): void {
  const { dealId } = part.touch;
  const before = books.get(dealId) ?? { orders: 0, gmv: 0, day: 0, total: 0 };
  books.set(dealId, {
    orders: before.orders + 1,
    gmv: before.gmv + part.base,
    day: 0,
    total: before.total + part.outlay + part.reserve,
  });
  days.set(dayKey(dealId, day), (days.get(dayKey(dealId, day)) ?? 0) + part.outlay);
}

/** The touches that were recorded, judged by another model or window where one is asked for. */
export function reattribute(
  decision: Decision,
  of: {
    row: { occurredAt: Date; currency: string; fx: unknown };
    deals: ReadonlyMap<string, DealForPricing>;
    input: Pick<WhatIf, 'model' | 'windowDays'>;
  },
): Decision {
  const { row, deals, input } = of;
  const candidates = decision.touches.map(({ kind, clickId, linkId, dealId, at }) => {
    const deal = present(deals.get(dealId), 'deal');
    const { attribution } = deal;
    const rule = {
      ...attribution,
      model: input.model ?? attribution.model,
      windowDays: input.windowDays ?? attribution.windowDays,
    };
    return { kind, clickId, linkId, ...said({ ...deal, attribution: rule }, at) };
  });
  const { currency = row.currency } = (row.fx ?? {}) as { currency?: string };
  return attributeOrder(
    { at: row.occurredAt, currency: Currency.parse(currency) },
    candidates,
    decision.refusedClicks,
  );
}

function termsUnder(deal: DealForPricing, { rules }: Pick<WhatIf, 'rules'>) {
  return rules ? deal.terms.map((terms) => ({ ...terms, rules })) : deal.terms;
}
