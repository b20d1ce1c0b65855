import { TimeZone } from '@kolony/shell';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { PortalFrame } from '../../features/frame/portal-frame.tsx';
import { getQueryClient, Hydrate, trpc } from '../../trpc.server.ts';
import { TrpcProvider } from '../../trpc.ts';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const me = await getQueryClient()
    .fetchQuery(trpc.auth.me.queryOptions())
    .catch(() => null);
  if (!me) redirect('/sign-in');
  return (
    <TrpcProvider>
      <Hydrate>
        <TimeZone name={me.kol.timeZone}>
          <PortalFrame me={me}>{children}</PortalFrame>
        </TimeZone>
      </Hydrate>
    </TrpcProvider>
  );
}
