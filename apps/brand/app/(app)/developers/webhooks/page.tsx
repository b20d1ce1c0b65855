import { WebhooksScreen } from '../../../../features/webhooks/webhooks-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.webhooks.list.queryOptions());
  return (
    <Hydrate>
      <WebhooksScreen />
    </Hydrate>
  );
}
