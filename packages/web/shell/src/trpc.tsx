'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import type { AnyTRPCRouter } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import { makeQueryClient } from './query-client.ts';
import { createAppTrpcClient } from './trpc-client.ts';

/**
 * One line per app, in its own trpc.ts: `export const { TrpcProvider, useTrpc } = createAppTrpc<BrandRouter>()`.
 * The provider belongs in the signed-in layout, so that other pages do not carry the data layer (23 kB gzipped).
 */
export function createAppTrpc<Router extends AnyTRPCRouter>() {
  const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<Router>();

  function TrpcProvider({ children }: { children: ReactNode }) {
    const [queryClient] = useState(makeQueryClient);
    const [client] = useState(createAppTrpcClient<Router>);
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
