import type { Deps } from '@kolony/db';
import { brandScopeOf } from '@kolony/identity';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { after, HOUR, MINUTE } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { eachOf } from '../each-of.ts';
import type { Agreement } from '../schema.ts';
import { compareStores } from './compare-stores.ts';
import { toAgreement } from './read-agreement.ts';

/** So often each workspace's stores are compared, and so many of them at a time. */
const EVERY = HOUR;
/** What was still on its way, or differed, is looked at again soon. */
const SOON = MINUTE;
const ROUND = 20;
/** So many differences are kept; their number is kept whole. */
const KEPT = 100;

type AgreementDeps = Deps & { warehouse: Warehouse };

/** Compares the workspace's two stores now, and keeps what came of it. */
export async function checkAgreement(deps: AgreementDeps, scope: BrandScope): Promise<Agreement> {
  const { days, orders, waiting, differences } = await compareStores(deps, scope);
  const figures = {
    checkedAt: deps.clock.now(),
    days,
    orders,
    waiting,
    different: differences.length,
    differences: differences.slice(0, KEPT).map((one) => ({ ...one })),
  };
  const row = await deps.db.agreement.upsert({
    where: { brandId: scope.brandId },
    create: { brandId: scope.brandId, ...figures },
    update: figures,
  });
  return toAgreement(deps, scope, row);
}

/**
 * Compares the workspaces whose turn it is, longest waiting first. One that fails keeps no
 * other from its turn; the first failure is thrown in the end.
 */
export async function checkDueAgreements(
  deps: AgreementDeps,
  scope: SystemScope,
): Promise<{ brandId: string; different: number }[]> {
  const now = deps.clock.now();
  const due = await deps.db.$queryRaw<{ id: string }[]>`
    SELECT b.id FROM brands b LEFT JOIN agreements a ON a.brand_id = b.id
    WHERE (a.checked_at IS NULL OR a.checked_at > ${now}
      OR a.checked_at <= CASE WHEN a.waiting + a.different > 0 
        THEN ${after(now, -SOON)}::timestamptz ELSE ${after(now, -EVERY)}::timestamptz END)
      AND EXISTS (SELECT FROM conversions v WHERE v.brand_id = b.id)
    ORDER BY a.checked_at NULLS FIRST, b.id LIMIT ${ROUND}`;
  return eachOf(due, async ({ id: brandId }) => {
    const { different } = await checkAgreement(deps, await brandScopeOf(deps, scope, { brandId }));
    return { brandId, different };
  });
}
