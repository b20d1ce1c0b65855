import { TimeZone } from '@kolony/shell';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { BrandFrame } from '../../features/frame/brand-frame.tsx';
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
        <TimeZone name={me.brand.timeZone}>
          <BrandFrame me={me}>{children}</BrandFrame>
        </TimeZone>
      </Hydrate>
    </TrpcProvider>
  );
}
