import type { Deps } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import { after, DAY } from '@kolony/kernel';

/** The log's life; longer than anything waits. */
const KEPT_FOR = 90 * DAY;

/** Deletes what is older than ninety days in the logs of shops' events; orders and refunds know themselves again. */
export async function forgetOldEvents({ db, clock }: Deps, _scope: SystemScope): Promise<void> {
  const before = after(clock.now(), -KEPT_FOR);
  await db.connectionDelivery.deleteMany({
    where: { receivedAt: { lt: before }, outcome: { not: 'waiting' } },
  });
}
