'use client';
import type { Deal } from '@kolony/deals/schema';
import { Menu, type MenuItem } from '@kolony/ui';
import { FilePen, OctagonX, Pause, Play, SquareCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Ask } from './asking.ts';

/** What the brand may do with an agreed deal at any time. */
export function DealMenu({ deal, ask }: { deal: Deal; ask: Ask }) {
  const t = useTranslations('brand.deal');
  if (deal.state !== 'active' && deal.state !== 'paused') return null;
  const icon = 'size-4';
  const hold: MenuItem =
    deal.state === 'active'
      ? {
          id: 'pause',
          label: t('pause'),
          icon: <Pause aria-hidden className={icon} />,
          onSelect: () => ask({ kind: 'reason', to: 'pause' }),
        }
      : {
          id: 'resume',
          label: t('resume'),
          icon: <Play aria-hidden className={icon} />,
          onSelect: () => ask({ kind: 'resume' }),
        };
  return (
    <Menu
      label={t('manage')}
      items={[
        {
          id: 'amend',
          label: t('amend'),
          icon: <FilePen aria-hidden className={icon} />,
          onSelect: () => ask({ kind: 'amend' }),
        },
        hold,
        {
          id: 'end',
          label: t('end'),
          icon: <SquareCheck aria-hidden className={icon} />,
          section: true,
          onSelect: () => ask({ kind: 'reason', to: 'end' }),
        },
        {
          id: 'terminate',
          label: t('terminate'),
          icon: <OctagonX aria-hidden className={icon} />,
          danger: true,
          onSelect: () => ask({ kind: 'reason', to: 'terminate' }),
        },
      ]}
    >
      {t('manage')}
    </Menu>
  );
}
