import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { AnyTRPCRouter, inferRouterContext } from '@trpc/server';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { cache, type ReactNode } from 'react';
import { makeQueryClient } from '../query-client.ts';

/**
 * The server's side of `createAppTrpc`, for an app's trpc.server.ts: calls the router in-process, no HTTP.
 * `await prefetch(…)` has the data there when the page is rendered; `<Hydrate>` hands it to the browser. Queries that
 * still run are not streamed: what the server drew and what the browser draws first would differ (React error 418).
 */
export function createServerTrpc<Router extends AnyTRPCRouter>(
  router: Router,
  createContext: () => Promise<inferRouterContext<Router>>,
) {
  const getQueryClient = cache(makeQueryClient);
  const trpc = createTRPCOptionsProxy<Router>({
    ctx: cache(createContext),
    router,
    queryClient: getQueryClient,
  });

  async function prefetch(...queries: { queryKey: readonly unknown[] }[]): Promise<void> {
    await Promise.all(queries.map((options) => getQueryClient().prefetchQuery(options)));
  }

  function Hydrate({ children }: { children: ReactNode }) {
    return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
  }

  return { trpc, getQueryClient, prefetch, Hydrate };
}
