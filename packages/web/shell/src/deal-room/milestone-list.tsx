'use client';
import type { Deal } from '@kolony/deals/schema';
import { Card, DateText, Money, StatusBadge } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { MILESTONE_TONE } from './tones.ts';

/** The fixed fee (坑位费) part by part: what it waits for, and where its money is. */
export function MilestoneList({ deal }: { deal: Pick<Deal, 'milestones' | 'work' | 'campaign'> }) {
  const t = useTranslations('domain.room.milestones');
  const { milestones, work } = deal;
  const { currency } = deal.campaign;
  if (milestones.length === 0) return null;
  const sum = (of: typeof milestones) => of.reduce((total, { amount }) => total + amount, 0);
  const released = sum(milestones.filter(({ state }) => state === 'released'));
  return (
    <Card title={t('title')}>
      <ul className="divide-y divide-border">
        {milestones.map(({ key, title, amount, state, changedAt }) => {
          const waitsFor = work.find(({ milestoneKey }) => milestoneKey === key);
          return (
            <li key={key} className="flex items-start justify-between gap-4 py-3 first:pt-0 last:pb-0">
              <div className="min-w-0">
                <p className="font-medium break-words">{title}</p>
                <p className="text-sm break-words text-muted">
                  {waitsFor ? t('whenConfirmed', { title: waitsFor.title }) : t('atAcceptance')}
                </p>
              </div>
              <div className="shrink-0 text-end">
                <p className="font-semibold">
                  <Money amount={amount} currency={currency} />
                </p>
                <StatusBadge tone={MILESTONE_TONE[state]}>{t(`states.${state}`)}</StatusBadge>
                {state !== 'reserved' && (
                  <p className="text-sm text-muted">
                    <DateText at={changedAt} />
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <p className="mt-4 flex flex-wrap justify-between gap-x-4 border-t border-border pt-3 text-sm">
        <span className="text-muted">{t('released')}</span>
        <span>
          <Money amount={released} currency={currency} /> /{' '}
          <Money amount={sum(milestones)} currency={currency} />
        </span>
      </p>
    </Card>
  );
}
