import { portalContext, portalRouter } from '@kolony/rpc/server';
import { createServerTrpc } from '@kolony/shell/server';
import { headers } from 'next/headers';

/** The router in-process, for server components: no HTTP between a page and its data. */
export const { trpc, prefetch, getQueryClient, Hydrate } = createServerTrpc(portalRouter, async () =>
  portalContext(new Headers(await headers())),
);
