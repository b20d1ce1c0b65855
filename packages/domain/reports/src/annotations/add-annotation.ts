import { getCampaign } from '@kolony/campaigns';
import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { newId } from '@kolony/kernel';
import { makersOf } from '../makers-of.ts';
import { type Annotation, NewAnnotation } from '../schema.ts';

/** Says what happened on a day, of one campaign or of all. `campaigns/not_found`. */
export async function addAnnotation(
  deps: Deps,
  scope: BrandScope,
  input: NewAnnotation,
): Promise<Annotation> {
  const { day, text, campaignId } = NewAnnotation.parse(input);
  const { brandId, actor: createdBy } = scope;
  if (campaignId !== null) await getCampaign(deps, scope, { id: campaignId });
  const row = await inTransaction(deps.db, async (tx) => {
    const created = await tx.annotation.create({
      data: { id: newId('ann'), brandId, day, campaignId, text, createdBy, createdAt: deps.clock.now() },
    });
    await audit(tx, scope, { action: 'annotation.added', subject: created.id, facts: { day } });
    return created;
  });
  const makers = await makersOf(deps, [row]);
  return { id: row.id, day, text, campaignId, createdBy: makers.get(createdBy) ?? createdBy };
}
