'use client';
import { AppFrame, type NavItem } from '@kolony/shell';
import { useQuery } from '@tanstack/react-query';
import {
  ChartNoAxesCombined,
  Compass,
  FileText,
  Handshake,
  Landmark,
  Store,
  UserRound,
  UsersRound,
  Wallet,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMe } from './me.tsx';

/** Both kinds of account read their money alike; a KOL has deals besides, an agency a roster. */
export function PortalFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('portal.nav');
  const me = useMe();
  const asked = useQuery({
    ...useTrpc().memberships.list.queryOptions(),
    enabled: me.as === 'kol',
    select: (all) => all.filter(({ state }) => state === 'proposed').length,
  });
  const nav: NavItem[] = [
    ...(me.as === 'kol'
      ? [
          { id: 'deals', href: '/deals', label: t('deals'), icon: <Handshake /> },
          { id: 'storefront', href: '/storefront', label: t('storefront'), icon: <Store /> },
          { id: 'discover', href: '/discover', label: t('discover'), icon: <Compass /> },
          { id: 'reports', href: '/reports', label: t('reports'), icon: <ChartNoAxesCombined /> },
        ]
      : [{ id: 'roster', href: '/roster', label: t('roster'), icon: <UsersRound /> }]),
    { id: 'earnings', href: '/earnings', label: t('earnings'), icon: <Wallet /> },
    { id: 'payouts', href: '/payouts', label: t('payouts'), icon: <Landmark /> },
    { id: 'statement', href: '/statement', label: t('statement'), icon: <FileText /> },
    {
      id: 'profile',
      href: '/profile',
      label: t('profile'),
      icon: <UserRound />,
      ...(me.as === 'kol' && asked.data ? { badge: asked.data } : {}),
    },
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
      bottom={
        me.as === 'kol'
          ? ['deals', 'discover', 'earnings', 'payouts']
          : ['roster', 'earnings', 'payouts', 'profile']
      }
      tenant={me.as === 'kol' ? me.kol.displayName : me.agency.name}
      user={me.user}
      onSignOut={signOut}
    >
      {children}
    </AppFrame>
  );
}
