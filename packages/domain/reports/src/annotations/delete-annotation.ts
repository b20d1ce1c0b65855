import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';

/** The audit log keeps what it said. `reports/annotation_not_found`. */
export async function deleteAnnotation(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<void> {
  const { brandId } = scope;
  await inTransaction(deps.db, async (tx) => {
    const found = await tx.annotation.findFirst({ where: { id, brandId } });
    if (!found) throw new KolonyError('reports/annotation_not_found', 'not_found', { id });
    await tx.annotation.deleteMany({ where: { id, brandId } });
    await audit(tx, scope, {
      action: 'annotation.deleted',
      subject: id,
      facts: { day: found.day, text: found.text },
    });
  });
}
