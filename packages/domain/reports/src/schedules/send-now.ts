import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';

/** Sends it once more, now, to everybody who did not opt out; its rhythm goes on. `reports/schedule_not_found`. */
export async function sendNow(
  { db, clock }: Deps,
  { brandId }: BrandScope,
  { id }: { id: string },
): Promise<void> {
  const found = await db.reportSchedule.findFirst({
    where: { id, brandId },
    include: { recipients: { where: { optedOutAt: null } } },
  });
  if (!found) throw new KolonyError('reports/schedule_not_found', 'not_found', { id });
  const now = clock.now();
  await db.reportMail.createMany({
    data: found.recipients.map(({ token }) => ({
      id: newId('rml', now.getTime()),
      recipient: token,
      brandId,
      dueAt: now,
      state: 'pending',
      nextAttemptAt: now,
    })),
    skipDuplicates: true,
  });
}
