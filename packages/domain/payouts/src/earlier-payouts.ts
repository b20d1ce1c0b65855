import type { Database, Tx } from '@kolony/db';
import { type Currency, minor } from '@kolony/kernel';
import { TaxRuleSetId } from './schema.ts';
import { TAX_RULES } from './tax-rules.ts';

/** What a party's other payouts say about the next one. */
export interface Earlier {
  /** Kept for debts by payouts that are only proposed: these debts are spoken for. */
  recovering: number;
  /** Paid and withheld by the rule set in its period. */
  gross: number;
  withheld: number;
}

export interface Asked {
  party: string;
  currency: Currency;
  ruleSet: TaxRuleSetId;
  /** Of the payouts that are still proposed only those that were prepared before this one count. */
  before?: bigint | undefined;
}

const MONTHLY = TaxRuleSetId.options.filter((id) => TAX_RULES[id].period === 'month');

/** For each question its answer, in the order asked. Periods are calendar months or years in the brand's time zone. */
export async function earlierPayouts(
  db: Database | Tx,
  { brandId, timeZone, now }: { brandId: string; timeZone: string; now: Date },
  asked: readonly Asked[],
): Promise<Earlier[]> {
  const json = asked.map(({ party, currency, ruleSet, before }, at) => {
    const unit = MONTHLY.includes(ruleSet) ? 'month' : 'year';
    return { at, party, currency, rule: ruleSet, unit, before: before === undefined ? null : String(before) };
  });
  const rows = await db.$queryRaw<{ at: number; recovering: bigint; gross: bigint; withheld: bigint }[]>`
    SELECT r.at,
      coalesce(sum(p.recovered) FILTER (WHERE p.state = 'proposed'), 0)::bigint AS recovering,
      coalesce(sum(p.amount - p.recovered) FILTER (WHERE taxed.counts), 0)::bigint AS gross,
      coalesce(sum(p.withheld) FILTER (WHERE taxed.counts), 0)::bigint AS withheld
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb)
      AS r(at int, party text, currency text, rule text, unit text, before bigint)
    JOIN payouts p ON p.brand_id = ${brandId} AND p.party = r.party AND p.currency = r.currency
      AND (p.state IN ('approved', 'submitted', 'in_doubt', 'paid')
        OR p.state = 'proposed' AND (r.before IS NULL OR p.no < r.before)),
    LATERAL (
      SELECT r.rule <> 'none' AND p.tax->>'ruleSet' = r.rule
        AND date_trunc(r.unit, coalesce(p.approved_at, ${now}::timestamptz) AT TIME ZONE ${timeZone}::text)
          = date_trunc(r.unit, ${now}::timestamptz AT TIME ZONE ${timeZone}::text) AS counts
    ) AS taxed
    GROUP BY r.at`;
  const found = new Map(rows.map((row) => [row.at, row]));
  return asked.map((_, at) => {
    const row = found.get(at);
    return {
      recovering: minor(row?.recovering ?? 0n),
      gross: minor(row?.gross ?? 0n),
      withheld: minor(row?.withheld ?? 0n),
    };
  });
}
