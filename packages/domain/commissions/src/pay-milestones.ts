import type { Tx } from '@kolony/db';
import { minor } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import { partyAccount, reserve } from './accounts.ts';
import { eventOrder } from './conversion.ts';
import { earningDeal, legRows } from './earning-deal.ts';
import { commissionEvent } from './events.ts';
import { insertCommissions } from './insert.ts';
import { publish } from './publish.ts';
import { columns } from './settle-rewards.ts';

/**
 * Pays parts of a fixed fee that just became due: from the campaign's reserve, where accepting the deal put them, to
 * what every party can be paid. The deals room has marked them released in the same transaction.
 */
export async function payMilestones(
  tx: Tx,
  { dealId, keys, now }: { dealId: string; keys: readonly string[]; now: Date },
): Promise<void> {
  if (keys.length === 0) return;
  const deal = await earningDeal(tx, dealId, now);
  const { brandId, campaignId, currency } = deal;
  const milestones = await tx.dealMilestone.findMany({
    where: { dealId, key: { in: [...keys] } },
    orderBy: { position: 'asc' },
  });
  for (const { key, title, amount } of milestones) {
    const outlay = minor(amount);
    const rows = legRows(deal, {
      source: 'milestone',
      sourceKey: `milestone:${key}`,
      rule: 'fixed',
      outlay,
      step: { kind: 'milestone', key, title, amount: outlay },
      refusedFor: null,
      holdUntil: now,
      holdRuns: false,
      now,
    });
    await insertCommissions(tx, brandId, { now, rows });
    const entries = rows
      .filter((row) => row.amount > 0)
      .flatMap((row) => [
        { account: reserve(campaignId, currency), amount: -row.amount, subject: row.id },
        { account: partyAccount(row.party, 'payable', currency), amount: row.amount, subject: row.id },
      ]);
    await post(
      tx,
      { brandId },
      {
        at: now,
        transactions: [
          { kind: 'accrue', idempotencyKey: `milestone:${dealId}:${key}`, occurredAt: now, entries },
        ],
      },
    );
    await publish(
      tx,
      rows.flatMap((row) => {
        const about = eventOrder(brandId, { ...columns(row), created_at: now }, null);
        return [
          commissionEvent(about, 'accrued', { key: row.id, amount: row.amount, at: now }),
          commissionEvent(about, 'released', {
            key: row.id,
            amount: row.amount,
            settledDelta: row.amount,
            at: now,
          }),
        ];
      }),
    );
  }
}
