import type { Deps } from '@kolony/db';
import { mintBrandScope } from './mint.ts';
import type { BrandScope, SystemScope } from './schema.ts';

/**
 * A background process's permission to act in one workspace, for whoever established by other means that it is that
 * brand's (a shop's signature). The audit log names the process.
 */
export async function brandScopeOf(
  { db }: Pick<Deps, 'db'>,
  { actor }: SystemScope,
  { brandId }: { brandId: string },
): Promise<BrandScope> {
  const { timeZone } = await db.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { timeZone: true },
  });
  return mintBrandScope({ brandId, actor, timeZone });
}
