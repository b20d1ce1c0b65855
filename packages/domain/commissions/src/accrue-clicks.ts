import { MIN_HOLD_DAYS, type TermsRules } from '@kolony/campaigns/schema';
import { type Deps, inTransaction, type Tx } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import { after, DAY, KolonyError, present } from '@kolony/kernel';
import { keyOf, lockAccounts, post } from '@kolony/ledger';
import { escrow, partyAccount } from './accounts.ts';
import { eventOrder } from './conversion.ts';
import { earningDeal, legRows } from './earning-deal.ts';
import { commissionEvent } from './events.ts';
import { insertCommissions } from './insert.ts';
import {
  addDayOutlays,
  dayKey,
  dayOutlays,
  lockProgress,
  openProgress,
  type Progress,
  saveProgress,
} from './progress.ts';
import { publish } from './publish.ts';
import { columns } from './settle-rewards.ts';

export interface DayOfClicks {
  dealId: string;
  /** A closed UTC day, 2026-11-22. */
  day: string;
  /** Deduplicated and counted. */
  clicks: number;
}

/**
 * Books the clicks of one deal and one closed day, once: the count is stored beside what it cost, so that the commission
 * can be computed again. What the budget or a cap does not cover is said and not paid; the other clicks are.
 */
export async function accrueClicks(deps: Deps, _scope: SystemScope, counted: DayOfClicks): Promise<void> {
  const { dealId, day, clicks } = counted;
  const now = deps.clock.now();
  const start = new Date(`${day}T00:00:00.000Z`);
  if (Number.isNaN(start.getTime()) || after(start, DAY) > now)
    throw new KolonyError('commissions/day_not_closed', 'invalid', { day });
  await inTransaction(deps.db, async (tx) => {
    const deal = await earningDeal(tx, dealId, after(start, DAY - 1));
    const rule = deal.rules.earnings.find((earning) => earning.kind === 'cpc');
    if (rule?.kind !== 'cpc' || clicks === 0) return;
    const { brandId, campaignId, currency } = deal;
    const { count } = await tx.dealClicks.createMany({
      data: { dealId, day, brandId, clicks, countedAt: now },
      skipDuplicates: true,
    });
    if (count === 0) return;
    await openProgress(tx, brandId, [dealId]);
    const progress = await lockProgress(tx, [dealId]);
    const left = await roomIn(tx, {
      rules: deal.rules,
      figures: present(progress.get(dealId), 'progress'),
      day,
    });
    const account = escrow(campaignId, currency);
    const accounts = await lockAccounts(tx, deal, [account]);
    const free = accounts.get(keyOf(account))?.balance ?? 0;
    const live = deal.campaignState === 'live';
    const paid = live ? Math.min(clicks, Math.floor(Math.min(free, left) / rule.amount)) : 0;
    const outlay = paid * rule.amount;
    const short = free < rule.amount ? 'budget_exhausted' : 'cap_reached';
    const rows = legRows(deal, {
      source: 'clicks',
      sourceKey: `clicks:${day}`,
      rule: 'cpc',
      outlay,
      step: { kind: 'clicks', day, clicks, paid, each: rule.amount, amount: outlay },
      refusedFor: live ? (paid === 0 ? short : null) : 'campaign_not_live',
      holdUntil: after(start, (1 + Math.max(MIN_HOLD_DAYS, deal.rules.holdDays)) * DAY),
      holdRuns: paid > 0,
      now,
    });
    await insertCommissions(tx, brandId, { now, rows });
    const entries = rows
      .filter((row) => row.amount > 0)
      .flatMap((row) => [
        { account, amount: -row.amount, subject: row.id },
        { account: partyAccount(row.party, 'pending', currency), amount: row.amount, subject: row.id },
      ]);
    const transaction = {
      kind: 'accrue',
      idempotencyKey: `clicks:${dealId}:${day}`,
      occurredAt: after(start, DAY),
      entries,
    };
    await post(tx, deal, { at: now, transactions: entries.length === 0 ? [] : [transaction] });
    for (const figures of progress.values()) figures.outlay += outlay;
    await saveProgress(tx, progress.values());
    if (deal.rules.caps?.perDay !== undefined) await addDayOutlays(tx, brandId, [{ dealId, day, outlay }]);
    await publish(
      tx,
      rows.map((row) =>
        commissionEvent(
          eventOrder(brandId, { ...columns(row), created_at: now }, null),
          paid === 0 ? 'refused' : 'accrued',
          { key: row.id, amount: row.amount, at: now },
        ),
      ),
    );
  });
}

/** What the caps leave for the clicks of a day, which is the cap's day of the same date. */
async function roomIn(
  tx: Tx,
  { rules, figures, day }: { rules: TermsRules; figures: Progress; day: string },
): Promise<number> {
  const { perDay = Number.POSITIVE_INFINITY, total = Number.POSITIVE_INFINITY } = rules.caps ?? {};
  const { dealId, outlay, reward, reserved } = figures;
  const spent = (await dayOutlays(tx, [{ dealId, day }])).get(dayKey(dealId, day)) ?? 0;
  return Math.max(0, Math.min(perDay - spent, total - outlay - reward - reserved));
}

/** The deals that pay per click: what the worker counts clicks of. */
export async function dealsPaidByClick(
  { db }: Deps,
  _scope: SystemScope,
): Promise<{ dealId: string; brandId: string; since: Date; countedUntil: string | null }[]> {
  return db.$queryRaw`
    SELECT d.id AS "dealId", d.brand_id AS "brandId", min(t.effective_from) AS since,
      (SELECT max(day) FROM deal_clicks k WHERE k.deal_id = d.id) AS "countedUntil"
    FROM deals d JOIN terms t ON t.deal_id = d.id
    WHERE t.rules->'earnings' @> '[{"kind": "cpc"}]' GROUP BY d.id ORDER BY d.id`;
}
