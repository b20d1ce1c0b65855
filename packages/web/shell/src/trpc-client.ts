import { createTRPCClient, httpBatchLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import superjson from 'superjson';

/**
 * A client of the app's own /api/trpc: batched, with superjson (dates survive). Screens use it through
 * `createAppTrpc`; pages without a data layer (sign-in) import it when they call.
 */
export function createAppTrpcClient<Router extends AnyTRPCRouter>() {
  return createTRPCClient<Router>({
    links: [
      httpBatchLink({
        url: '/api/trpc',
        maxURLLength: 4_000,
        // The server uses superjson too; the link's type follows the router's, which is open here.
        transformer: superjson as never,
      }),
    ],
  });
}
