import type { Tx } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import type { Sample } from './schema.ts';
import { lockDeal, type Own } from './store.ts';

/**
 * A sample in the state that a move starts from; its deal's row is locked. `deals/sample_not_found`,
 * `deals/illegal_transition`
 */
export async function lockSample(
  tx: Tx,
  own: Own,
  { id, from, to }: { id: string; from: Sample['state']; to: Sample['state'] },
) {
  const where = { AND: [{ id }, { deal: own }] };
  const found = await tx.sample.findFirst({ where, select: { dealId: true } });
  if (!found) throw new KolonyError('deals/sample_not_found', 'not_found', { id });
  await lockDeal(tx, own, found.dealId);
  const sample = await tx.sample.findUniqueOrThrow({ where: { id } });
  if (sample.state !== from)
    throw new KolonyError('deals/illegal_transition', 'conflict', { from: sample.state, to });
  return sample;
}
