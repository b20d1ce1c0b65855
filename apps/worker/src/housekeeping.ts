import { forgetOldEvents } from '@kolony/connectors';
import { forgetLetters } from '@kolony/db';
import { forgetExpiredSessions, systemScope } from '@kolony/identity';
import type { Jobs } from '@kolony/jobs';
import { type DomainDeps, recheckDomains } from '@kolony/links';
import { forgetOldDeliveries } from '@kolony/webhooks';

/** What keeps tables from growing for ever and proofs from growing old; nothing that a user waits for. */
export async function scheduleHousekeeping(jobs: Jobs, deps: DomainDeps): Promise<void> {
  await jobs.schedule({ name: 'forget-expired-sessions', cron: '17 3 * * *' }, async () => {
    await forgetExpiredSessions(deps, systemScope('worker'));
  });
  await jobs.schedule({ name: 'forget-old-webhook-deliveries', cron: '37 3 * * *' }, async () => {
    await forgetOldDeliveries(deps, systemScope('worker'));
  });
  await jobs.schedule({ name: 'forget-old-shop-events', cron: '47 3 * * *' }, async () => {
    await forgetOldEvents(deps, systemScope('worker'));
  });
  await jobs.schedule({ name: 'forget-old-letters', cron: '57 3 * * *' }, async () => {
    await forgetLetters(deps);
  });
  await jobs.schedule({ name: 'recheck-domains', cron: '*/15 * * * *' }, async () => {
    await recheckDomains(deps, systemScope('worker'));
  });
}
