import { brandContext, brandRouter } from '@kolony/rpc/server';
import { createServerTrpc } from '@kolony/shell/server';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';

/** The router in-process, for server components: no HTTP between a page and its data. */
export const { trpc, prefetch, getQueryClient, Hydrate } = createServerTrpc(brandRouter, async () =>
  brandContext(new Headers(await headers())),
);

/** Who is signed in; whoever is not goes to sign in first. */
export async function whoAmI() {
  const me = await getQueryClient()
    .fetchQuery(trpc.auth.me.queryOptions())
    .catch(() => null);
  return me ?? redirect('/sign-in');
}
