import type { Tx } from '@kolony/db';
import type { Currency } from '@kolony/kernel';
import { lockAccounts } from '@kolony/ledger';
import type { TransactionInput } from '@kolony/ledger/schema';
import { escrow, funding, partyAccount } from './accounts.ts';
import type { CommissionRow, Places } from './commission.ts';
import type { Legs } from './legs.ts';

/** What changed one leg, and whose balance it came from or went to. */
export interface Piece {
  row: CommissionRow;
  /** Minor units; below zero was taken back. */
  delta: number;
  from: Source;
}
type Source = 'pending' | 'payable' | 'clawback';

/** Shared locks (after the order, before the accounts): a refund that meets a close waits for it and sees its outcome. */
export async function closedCampaigns(
  tx: Tx,
  rows: readonly Pick<CommissionRow, 'campaign_id'>[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.map((row) => row.campaign_id))];
  const found = await tx.$queryRaw<{ id: string; state: string }[]>`
    SELECT id, state FROM campaigns WHERE id = ANY(${ids}::text[]) ORDER BY id FOR SHARE`;
  return new Set(found.filter((campaign) => campaign.state === 'closed').map((campaign) => campaign.id));
}

/**
 * Locks where the parties' released money is, before it is looked for: a payout that is being approved meanwhile has
 * either taken it or waits.
 */
export async function lockReleased(
  tx: Tx,
  tenant: { brandId: string },
  of: { parties: readonly string[]; currency: Currency },
): Promise<void> {
  const refs = of.parties.flatMap((party) => [
    partyAccount(party, 'payable', of.currency),
    partyAccount(party, 'clawback', of.currency),
  ]);
  await lockAccounts(tx, tenant, refs);
}

/**
 * Where a leg's change comes from or goes to. Its money is in one place; what was paid already becomes a debt. What is
 * given back repays that debt first, and is then held, or not, as before.
 */
export function movesFor(delta: number, places: Places, settled: boolean): { from: Source; delta: number }[] {
  if (delta < 0) {
    if ((places.get('pending') ?? 0) >= -delta) return [{ from: 'pending', delta }];
    return [{ from: (places.get('payable') ?? 0) >= -delta ? 'payable' : 'clawback', delta }];
  }
  const repaid = Math.min(delta, Math.max(0, -(places.get('clawback') ?? 0)));
  const rest = { from: settled ? ('payable' as const) : ('pending' as const), delta: delta - repaid };
  if (repaid === 0) return [rest];
  const debt = { from: 'clawback' as const, delta: repaid };
  return rest.delta === 0 ? [debt] : [debt, rest];
}

/** One transaction for all legs of a deal; null when nothing changes. Money returns where the campaign's money is now. */
export function transactionFor(of: {
  legs: Pick<Legs, 'campaignId' | 'dealId'>;
  changes: readonly Piece[];
  cause: string;
  at: Date;
  closed: ReadonlySet<string>;
  scope: { brandId: string };
}): TransactionInput | null {
  const { legs, changes, cause, at, closed, scope } = of;
  const moved = changes.filter(({ delta }) => delta !== 0);
  const [first] = moved;
  if (!first) return null;
  const { currency } = first.row;
  const back = closed.has(legs.campaignId)
    ? funding(scope.brandId, currency)
    : escrow(legs.campaignId, currency);
  const total = moved.reduce((sum, { delta }) => sum + delta, 0);
  return {
    kind: total > 0 ? 'accrue' : 'reverse',
    idempotencyKey: `adjust:${cause}:${legs.dealId}`,
    occurredAt: at,
    entries: moved.flatMap(({ row, delta, from }) => [
      { account: partyAccount(row.party, from, currency), amount: delta, subject: row.id },
      { account: back, amount: -delta, subject: row.id },
    ]),
  };
}
