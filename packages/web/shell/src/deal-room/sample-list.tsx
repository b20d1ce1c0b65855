'use client';
import type { Deal, Sample } from '@kolony/deals/schema';
import { Card, Money, StatusBadge } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SAMPLE_TONE } from './tones.ts';
import { useDate } from './use-date.ts';

/** Goods on their way to the KOL: promised, shipped, received. The cost is shown to the brand only. */
export function SampleList({
  deal,
  actions,
  headerAction,
}: {
  deal: Pick<Deal, 'samples' | 'campaign'>;
  actions: (sample: Sample) => ReactNode;
  headerAction?: ReactNode;
}) {
  const t = useTranslations('domain.room.samples');
  const date = useDate();
  return (
    <Card title={t('title')} actions={headerAction}>
      {deal.samples.length === 0 && <p className="text-muted">{t('none')}</p>}
      <ul className="divide-y divide-border">
        {deal.samples.map((sample) => (
          <li
            key={sample.id}
            className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <p className="font-medium break-words">
                {sample.item} × {sample.quantity}
              </p>
              {sample.trackingNo && (
                <p className="text-sm break-all text-muted">
                  {sample.carrier} {sample.trackingNo}
                </p>
              )}
              <p className="text-sm text-muted">
                {t(`since.${sample.state}`, { at: date(sinceOf(sample)) })}
              </p>
              {sample.cost !== null && (
                <p className="text-sm text-muted">
                  {t('cost')} <Money amount={sample.cost} currency={deal.campaign.currency} />
                </p>
              )}
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <StatusBadge tone={SAMPLE_TONE[sample.state]}>{t(`states.${sample.state}`)}</StatusBadge>
              {actions(sample)}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function sinceOf({ state, createdAt, shippedAt, receivedAt }: Sample): Date {
  if (state === 'received') return receivedAt ?? createdAt;
  return state === 'shipped' ? (shippedAt ?? createdAt) : createdAt;
}
