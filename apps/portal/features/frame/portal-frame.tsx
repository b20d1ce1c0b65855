'use client';
import type { KolMe } from '@kolony/identity/schema';
import { AppFrame, type NavItem } from '@kolony/shell';
import { Compass, FileText, Handshake, Landmark, UserRound, Wallet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

export function PortalFrame({ me, children }: { me: KolMe; children: ReactNode }) {
  const t = useTranslations('portal.nav');
  const nav: NavItem[] = [
    { id: 'deals', href: '/deals', label: t('deals'), icon: <Handshake /> },
    { id: 'discover', href: '/discover', label: t('discover'), icon: <Compass /> },
    { id: 'earnings', href: '/earnings', label: t('earnings'), icon: <Wallet /> },
    { id: 'payouts', href: '/payouts', label: t('payouts'), icon: <Landmark /> },
    { id: 'statement', href: '/statement', label: t('statement'), icon: <FileText /> },
    { id: 'profile', href: '/profile', label: t('profile'), icon: <UserRound /> },
  ];
  const signOut = async () => {
    const { trpcClient } = await import('../../trpc-client.ts');
    await trpcClient.auth.signOut.mutate();
    location.assign('/sign-in');
  };
  return (
    <AppFrame
      app="portal"
      nav={nav}
      bottom={['deals', 'discover', 'earnings', 'payouts']}
      tenant={me.kol.displayName}
      user={me.user}
      onSignOut={signOut}
    >
      {children}
    </AppFrame>
  );
}
