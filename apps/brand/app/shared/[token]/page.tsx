import type { Metadata } from 'next';
import { refusalOf } from '../../../features/reports/shared-refusal.ts';
import { SharedScreen } from '../../../features/reports/shared-screen.tsx';
import { getQueryClient, trpc } from '../../../trpc.server.ts';

/** Whoever has the link: nobody is signed in, and no search engine lists it or learns of it from a referrer. */
export const metadata: Metadata = { robots: { index: false, follow: false }, referrer: 'no-referrer' };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const opened = await getQueryClient()
    .fetchQuery({ ...trpc.shares.open.queryOptions({ token }), retry: false })
    .catch(refusalOf);
  return <SharedScreen opened={opened} />;
}
