import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import superjson from 'superjson';

/**
 * A client of the app's own /api/trpc: batched, with superjson (dates survive), but for what is asked alone
 * (`WHILE_SHOWN`). Screens use it through `createAppTrpc`; pages without a data layer (sign-in) import it when they call.
 */
export function createAppTrpcClient<Router extends AnyTRPCRouter>() {
  // The server uses superjson too; the link's type follows the router's, which is open here.
  const to = { url: '/api/trpc', transformer: superjson as never };
  return createTRPCClient<Router>({
    links: [
      splitLink({
        condition: ({ context }) => context.alone === true,
        true: httpLink(to),
        false: httpBatchLink({ ...to, maxURLLength: 4_000 }),
      }),
    ],
  });
}
