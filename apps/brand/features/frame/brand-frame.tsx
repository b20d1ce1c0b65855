'use client';
import type { BrandMe } from '@kolony/identity/schema';
import { AppFrame, type NavItem } from '@kolony/shell';
import {
  ChartNoAxesCombined,
  Code,
  FileText,
  HandCoins,
  Handshake,
  Landmark,
  Megaphone,
  ReceiptText,
  ShieldCheck,
  Ticket,
  UsersRound,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { MeProvider } from './me.tsx';

/** Navigation of the brand app: what this member's role may open. */
export function BrandFrame({ me, children }: { me: BrandMe; children: ReactNode }) {
  const t = useTranslations('brand.nav');
  const may = (permission: BrandMe['permissions'][number]) => me.permissions.includes(permission);
  const nav: NavItem[] = [
    ...(may('campaign.read')
      ? [{ id: 'campaigns', href: '/campaigns', label: t('campaigns'), icon: <Megaphone /> }]
      : []),
    ...(may('deal.read') ? [{ id: 'deals', href: '/deals', label: t('deals'), icon: <Handshake /> }] : []),
    ...(may('deal.read') ? [{ id: 'coupons', href: '/coupons', label: t('coupons'), icon: <Ticket /> }] : []),
    ...(may('report.read')
      ? [
          { id: 'reports', href: '/reports', label: t('reports'), icon: <ChartNoAxesCombined /> },
          { id: 'commissions', href: '/commissions', label: t('commissions'), icon: <ReceiptText /> },
        ]
      : []),
    ...(may('report.read')
      ? [{ id: 'quality', href: '/quality', label: t('quality'), icon: <ShieldCheck /> }]
      : []),
    ...(may('payout.read')
      ? [{ id: 'payouts', href: '/payouts', label: t('payouts'), icon: <HandCoins /> }]
      : []),
    ...(may('budget.read')
      ? [{ id: 'funding', href: '/funding', label: t('funding'), icon: <Landmark /> }]
      : []),
    ...(may('payout.read')
      ? [{ id: 'statements', href: '/statements', label: t('statements'), icon: <FileText /> }]
      : []),
    ...(may('team.read') ? [{ id: 'team', href: '/team', label: t('team'), icon: <UsersRound /> }] : []),
    ...(may('key.read')
      ? [{ id: 'developers', href: '/developers', label: t('developers'), icon: <Code /> }]
      : []),
  ];
  const signOut = async () => {
    const { trpcClient } = await import('../../trpc-client.ts');
    await trpcClient.auth.signOut.mutate();
    location.assign('/sign-in');
  };
  return (
    <AppFrame
      app="brand"
      nav={nav}
      bottom={['campaigns', 'deals', 'payouts', 'funding']}
      tenant={me.brand.name}
      user={me.user}
      onSignOut={signOut}
    >
      <MeProvider me={me}>{children}</MeProvider>
    </AppFrame>
  );
}
