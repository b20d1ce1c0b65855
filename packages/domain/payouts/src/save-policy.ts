import { type Deps, inTransaction, Prisma } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { assertIban } from './iban.ts';
import type { PayoutPolicy } from './schema.ts';

/**
 * Saves how the brand pays in one currency. A schedule that was changed begins with its next date, not at once. Batches
 * that exist keep their provider. `payouts/bad_iban`.
 */
export async function savePolicy(deps: Deps, scope: BrandScope, policy: PayoutPolicy): Promise<PayoutPolicy> {
  const now = deps.clock.now();
  const { currency, minimum, schedule, fourEyesAbove, provider, payFrom } = policy;
  if (payFrom) assertIban(payFrom, 'payFrom.number');
  await inTransaction(deps.db, async (tx) => {
    const key = { brandId_currency: { brandId: scope.brandId, currency } };
    await tx.$queryRaw`
      SELECT 1 FROM payout_policies WHERE brand_id = ${scope.brandId} AND currency = ${currency} FOR NO KEY UPDATE`;
    const before = await tx.payoutPolicy.findUnique({ where: key });
    const data = {
      minimum,
      schedule,
      fourEyesAbove,
      provider,
      payFrom: payFrom ?? Prisma.DbNull,
      updatedAt: now,
      ...(before?.schedule === schedule ? {} : { preparedAt: now }),
    };
    await tx.payoutPolicy.upsert({
      where: key,
      create: { brandId: scope.brandId, currency, ...data },
      update: data,
    });
    await audit(tx, scope, {
      action: 'payout_policy.saved',
      subject: currency,
      facts: {
        minimum,
        schedule,
        four_eyes_above: fourEyesAbove,
        four_eyes_above_before: before ? Number(before.fourEyesAbove) : null,
        provider,
        pay_from_last4: payFrom?.number.slice(-4) ?? null,
      },
    });
  });
  return policy;
}
