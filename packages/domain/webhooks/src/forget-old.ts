import type { Deps } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import { after, DAY } from '@kolony/kernel';

/** The log's and the events' life; nothing can be replayed after it. */
const KEPT_FOR = 30 * DAY;

/** Deletes attempts older than thirty days, and events that are as old and on their way to nobody. */
export async function forgetOldDeliveries({ db, clock }: Deps, _scope: SystemScope): Promise<void> {
  const before = after(clock.now(), -KEPT_FOR);
  await db.webhookAttempt.deleteMany({ where: { at: { lt: before } } });
  await db.webhookEvent.deleteMany({
    where: {
      at: { lt: before },
      deliveries: { none: { OR: [{ state: 'pending' }, { log: { some: {} } }] } },
    },
  });
}
