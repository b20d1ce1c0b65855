import { TimeZone } from '@kolony/shell';
import type { ReactNode } from 'react';
import { BrandFrame } from '../../features/frame/brand-frame.tsx';
import { Hydrate, whoAmI } from '../../trpc.server.ts';
import { TrpcProvider } from '../../trpc.ts';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const me = await whoAmI();
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
