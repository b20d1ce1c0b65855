import { Decision } from '@kolony/attribution/schema';
import type { Deps } from '@kolony/db';
import { kolEmails } from '@kolony/identity';
import type { SystemScope } from '@kolony/identity/schema';
import { after, SECOND } from '@kolony/kernel';
import { isSameAccount } from '@kolony/trust';
import type { OrderToCheck } from '@kolony/trust/schema';

/** An order's click is on its way to ClickHouse for about so long. */
const CLICKS_SHIP_WITHIN = 3 * SECOND;

interface Row {
  id: string;
  brand_id: string;
  campaign_id: string;
  customer_id: string | null;
  decision: unknown;
  occurred_at: Date;
  recorded_at: Date;
  buyer_kols: number;
  code_hour: number;
  code_week: number;
  delays: number;
  alike: number;
}

/**
 * Attributed orders that nobody looked at yet, with what PostgreSQL knows of their surroundings. Newest first: a backlog
 * (an import, a long absence of ClickHouse) makes no new order wait for its check.
 */
export async function ordersToCheck(
  { db, clock }: Deps,
  scope: SystemScope,
  { limit }: { limit: number },
): Promise<OrderToCheck[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH waiting AS (
      SELECT v.*, v.decision->'touches'->((v.decision->>'winner')::int) AS winner FROM conversions v
      WHERE v.checked_at IS NULL AND v.campaign_id IS NOT NULL AND v.recorded_at <= ${after(clock.now(), -CLICKS_SHIP_WITHIN)}
      ORDER BY v.recorded_at DESC LIMIT ${limit})
    SELECT w.id, w.brand_id, w.campaign_id, w.customer_id, w.decision, w.occurred_at, w.recorded_at,
      buyer.kols AS buyer_kols, code.hour AS code_hour, code.week AS code_week, deal.delays, deal.alike
    FROM waiting w
    -- Whom this buyer's orders of the last thirty days were credited to.
    LEFT JOIN LATERAL (
      SELECT count(DISTINCT c.decision->'touches'->((c.decision->>'winner')::int)->>'kolId')::int AS kols
      FROM conversions c
      WHERE c.brand_id = w.brand_id AND c.customer_id = w.customer_id AND c.campaign_id IS NOT NULL
        AND c.occurred_at BETWEEN w.occurred_at - interval '30 days' AND w.occurred_at
    ) buyer ON true
    -- Orders with this code that no click brought.
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE c.occurred_at > w.occurred_at - interval '1 hour')::int AS hour,
        count(*) FILTER (WHERE c.occurred_at <= w.occurred_at - interval '1 hour')::int AS week
      FROM conversions c
      WHERE w.winner->>'kind' = 'code' AND c.campaign_id = w.campaign_id
        AND upper(trim(c.coupon_code)) = upper(trim(w.coupon_code))
        AND c.occurred_at BETWEEN w.occurred_at - interval '7 days' AND w.occurred_at
        AND NOT c.decision->'touches' @> '[{"kind": "click"}]'
    ) code ON true
    -- The deal's last fifty orders by click within a day, and those as long after their click as this one, to two seconds.
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS delays, count(*) FILTER (WHERE abs(extract(epoch FROM d.delay
        - (w.occurred_at - (w.winner->>'at')::timestamptz))) <= 2)::int AS alike
      FROM (
        SELECT c.occurred_at - (t->>'at')::timestamptz AS delay
        FROM conversions c, LATERAL (SELECT c.decision->'touches'->((c.decision->>'winner')::int) AS t) touch
        WHERE w.winner->>'kind' = 'click' AND c.campaign_id = w.campaign_id AND t->>'kind' = 'click'
          AND t->>'dealId' = w.winner->>'dealId'
          AND c.occurred_at BETWEEN w.occurred_at - interval '1 day' AND w.occurred_at
        ORDER BY c.occurred_at DESC LIMIT 50
      ) d
    ) deal ON true
    ORDER BY w.recorded_at DESC`;
  const decided = rows.flatMap((row) => {
    const decision = Decision.parse(row.decision);
    const winner = decision.touches[decision.winner ?? -1];
    return winner ? [{ row, decision, winner }] : [];
  });
  const emails = await kolEmails(db, scope, [...new Set(decided.map(({ winner }) => winner.kolId))]);
  return decided.map(({ row, decision, winner }): OrderToCheck => {
    const { kolId, clickId, linkId, at } = winner;
    const email = emails.get(kolId);
    return {
      conversionId: row.id,
      brandId: row.brand_id,
      campaignId: row.campaign_id,
      kolId,
      at: row.occurred_at,
      recordedAt: row.recorded_at,
      click: winner.kind === 'click' ? { clickId, linkId: linkId ?? '', at } : null,
      earlierClicks: decision.touches
        .filter((touch) => touch.kind === 'click' && touch.kolId !== kolId && touch.at < at)
        .map((touch) => touch.clickId),
      ownAccount: row.customer_id !== null && email !== undefined && isSameAccount(row.customer_id, email),
      buyerKols: row.buyer_kols,
      codeOrders: { lastHour: row.code_hour, usualHour: row.code_week / HOURS_OF_WEEK },
      delays: { orders: row.delays, alike: row.alike },
    };
  });
}

/** Less the hour that is compared with them. */
const HOURS_OF_WEEK = 7 * 24 - 1;
