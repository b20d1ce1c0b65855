import { readConfig } from '@kolony/config';
import { TOPICS } from '@kolony/connectors/schema';
import { ConnectionScreen } from '../../../../../features/connections/connection-screen.tsx';
import { eventsQuery } from '../../../../../features/connections/events-query.ts';
import { nextPage } from '../../../../../features/webhooks/deliveries-query.ts';
import { getQueryClient, Hydrate, prefetch, trpc } from '../../../../../trpc.server.ts';

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Search;
}) {
  const [{ id }, { outcome }] = await Promise.all([params, searchParams]);
  const query = eventsQuery({ id, outcome: typeof outcome === 'string' ? outcome : undefined });
  await Promise.all([
    prefetch(trpc.connections.list.queryOptions()),
    getQueryClient().prefetchInfiniteQuery(trpc.connections.events.infiniteQueryOptions(query, nextPage)),
  ]);
  const { urls } = readConfig();
  return (
    <Hydrate>
      <ConnectionScreen id={id} topics={TOPICS} apiUrl={urls.api} trackerUrl={urls.tracker} />
    </Hydrate>
  );
}
