import { portalContext, portalRouter } from '@kolony/rpc/server';
import { createServerTrpc } from '@kolony/shell/server';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';

/** The router in-process, for server components: no HTTP between a page and its data. */
export const { trpc, prefetch, getQueryClient, Hydrate } = createServerTrpc(portalRouter, async () =>
  portalContext(new Headers(await headers())),
);

/** Where each kind of account begins. */
export const HOME = { kol: '/deals', agency: '/roster' };

/** Who is signed in; whoever is not goes to sign in first. */
export async function whoAmI() {
  const me = await getQueryClient()
    .fetchQuery(trpc.auth.me.queryOptions())
    .catch(() => null);
  return me ?? redirect('/sign-in');
}

/** For pages of one kind of account: the other one is sent to where it begins. */
export async function onlyFor(kind: keyof typeof HOME): Promise<void> {
  const { as } = await whoAmI();
  if (as !== kind) redirect(HOME[as]);
}
