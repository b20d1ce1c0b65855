import type { Deps } from '@kolony/db';
import { forgetExpiredSessions, systemScope } from '@kolony/identity';
import type { Jobs } from '@kolony/jobs';
import { forgetOldDeliveries } from '@kolony/webhooks';

/** What keeps tables from growing for ever; nothing that a user waits for. */
export async function scheduleHousekeeping(jobs: Jobs, deps: Deps): Promise<void> {
  await jobs.schedule({ name: 'forget-expired-sessions', cron: '17 3 * * *' }, async () => {
    await forgetExpiredSessions(deps, systemScope('worker'));
  });
  await jobs.schedule({ name: 'forget-old-webhook-deliveries', cron: '37 3 * * *' }, async () => {
    await forgetOldDeliveries(deps, systemScope('worker'));
  });
}
