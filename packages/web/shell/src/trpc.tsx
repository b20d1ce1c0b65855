'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import { makeQueryClient } from './query-client.ts';

/**
 * One line per app, in its own trpc.ts: `export const { TrpcProvider, useTrpc } = createAppTrpc<BrandRouter>()`.
 * Calls go to the app's own /api/trpc, batched, with superjson (dates survive).
 */
export function createAppTrpc<Router extends AnyTRPCRouter>() {
  const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<Router>();

  function TrpcProvider({ children }: { children: ReactNode }) {
    const [queryClient] = useState(makeQueryClient);
    const [client] = useState(() =>
      createTRPCClient<Router>({
        links: [
          httpBatchLink({
            url: '/api/trpc',
            maxURLLength: 4_000,
            // The superjson transformer is the server's too; its type follows the router's, which is open here.
            transformer: superjson as never,
          }),
        ],
      }),
    );
    return (
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={client} queryClient={queryClient}>
          {children}
        </TRPCProvider>
      </QueryClientProvider>
    );
  }

  return { TrpcProvider, useTrpc: useTRPC, useTrpcClient: useTRPCClient };
}
