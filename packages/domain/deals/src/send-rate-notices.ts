import { RATE_LOCK_DAYS, RATE_NOTICE_DAYS } from '@kolony/campaigns/schema';
import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { SystemScope } from '@kolony/identity/schema';
import { after, DAY } from '@kolony/kernel';
import { z } from 'zod';
import { addEvent } from './store.ts';

const Notice = z.object({ version: z.int() });

interface Due {
  deal_id: string;
  version: number;
  brand_id: string;
  effective_from: Date;
}

/**
 * Says once in a deal's timeline that a lowered rate comes into force in two days, also late, if nobody was there to say
 * it; not of a version that a later one has replaced. Each once however many workers ask; answers how many.
 */
export async function sendRateNotices(deps: Deps, scope: SystemScope): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const due = await tx.$queryRaw<Due[]>`
      SELECT t.deal_id, t.version, t.brand_id, t.effective_from
      FROM terms t JOIN deals d ON d.id = t.deal_id
      WHERE t.effective_from > t.accepted_at AND t.effective_from <= ${after(now, RATE_NOTICE_DAYS * DAY)}
        AND t.effective_from > ${after(now, -RATE_LOCK_DAYS * DAY)} AND d.state IN ('active', 'paused')
        AND NOT EXISTS (
          SELECT FROM terms n
          WHERE n.deal_id = t.deal_id AND n.version > t.version AND n.effective_from <= t.effective_from)
      ORDER BY t.deal_id, t.version FOR NO KEY UPDATE OF d SKIP LOCKED`;
    const said = await alreadySaid(tx, due);
    const unsaid = due.filter((notice) => !said.has(`${notice.deal_id}:${notice.version}`));
    for (const { deal_id: dealId, version, brand_id: brandId, effective_from: from } of unsaid) {
      const facts = { version, effectiveFrom: from.toISOString() };
      await addEvent(tx, { dealId, kind: 'rate_notice', by: 'system', at: now, facts });
      await audit(tx, scope, { action: 'deal.rate_notice', subject: dealId, facts, brandId });
    }
    return unsaid.length;
  });
}

/** Read after the deals are locked, so that what another worker has just said is seen. */
async function alreadySaid(tx: Tx, due: readonly Due[]): Promise<Set<string>> {
  if (due.length === 0) return new Set();
  const rows = await tx.dealEvent.findMany({
    where: { kind: 'rate_notice', dealId: { in: due.map(({ deal_id }) => deal_id) } },
    select: { dealId: true, facts: true },
  });
  return new Set(rows.map(({ dealId, facts }) => `${dealId}:${Notice.parse(facts).version}`));
}
