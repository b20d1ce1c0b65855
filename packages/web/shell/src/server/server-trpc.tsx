import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { AnyTRPCRouter, inferRouterContext } from '@trpc/server';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { cache, type ReactNode } from 'react';
import { makeQueryClient } from '../query-client.ts';

/**
 * The server's side of `createAppTrpc`, for an app's trpc.server.ts: calls the router in-process, no HTTP.
 * `prefetch` starts a query without waiting; `<Hydrate>` hands what is there (and what still runs) to the browser.
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

  function prefetch(options: { queryKey: readonly unknown[] }): void {
    void getQueryClient().prefetchQuery(options);
  }

  function Hydrate({ children }: { children: ReactNode }) {
    return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
  }

  return { trpc, getQueryClient, prefetch, Hydrate };
}
