import type { Metadata } from 'next';
import { UnsubscribeScreen } from '../../../features/reports/unsubscribe-screen.tsx';
import { getQueryClient, trpc } from '../../../trpc.server.ts';

/** Whoever has the mail: nobody is signed in, and nobody learns of the link from a referrer. */
export const metadata: Metadata = { robots: { index: false, follow: false }, referrer: 'no-referrer' };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const subscription = await getQueryClient()
    .fetchQuery({ ...trpc.schedules.subscription.queryOptions({ token }), retry: false })
    .catch(() => null);
  return <UnsubscribeScreen token={token} subscription={subscription} />;
}
