import { deliveriesQuery, nextPage } from '../../../../../features/webhooks/deliveries-query.ts';
import { EndpointScreen } from '../../../../../features/webhooks/endpoint-screen.tsx';
import { getQueryClient, Hydrate, prefetch, trpc } from '../../../../../trpc.server.ts';

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Search;
}) {
  const [{ id }, { state }] = await Promise.all([params, searchParams]);
  const query = deliveriesQuery({ id, state: typeof state === 'string' ? state : undefined });
  await Promise.all([
    prefetch(trpc.webhooks.list.queryOptions()),
    getQueryClient().prefetchInfiniteQuery(trpc.webhooks.deliveries.infiniteQueryOptions(query, nextPage)),
  ]);
  return (
    <Hydrate>
      <EndpointScreen id={id} />
    </Hydrate>
  );
}
