import { TimeZone } from '@kolony/shell';
import type { ReactNode } from 'react';
import { MeProvider } from '../../features/frame/me.tsx';
import { PortalFrame } from '../../features/frame/portal-frame.tsx';
import { Hydrate, whoAmI } from '../../trpc.server.ts';
import { TrpcProvider } from '../../trpc.ts';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const me = await whoAmI();
  return (
    <TrpcProvider>
      <Hydrate>
        <TimeZone name={(me.as === 'kol' ? me.kol : me.agency).timeZone}>
          <MeProvider me={me}>
            <PortalFrame>{children}</PortalFrame>
          </MeProvider>
        </TimeZone>
      </Hydrate>
    </TrpcProvider>
  );
}
