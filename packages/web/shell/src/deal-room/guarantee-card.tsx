'use client';
import type { Guarantee } from '@kolony/commissions/schema';
import type { Deal } from '@kolony/deals/schema';
import { Card, formatMoney, Money, Stat, StatGroup, StatusBadge, Table, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { GUARANTEE_TONE } from './tones.ts';
import { useDate } from './use-date.ts';

const DAY = 86_400_000;

/**
 * 保ROI: before day N the promise and when it is judged; afterwards target, actual, the formula with its figures, the
 * refund, and every order that counts or does not.
 */
export function GuaranteeCard({
  deal,
  guarantee,
  children,
}: {
  deal: Pick<Deal, 'terms' | 'campaign' | 'rules' | 'state'>;
  guarantee: Guarantee | null;
  /** The buttons of this side. */
  children?: ReactNode;
}) {
  const t = useTranslations('domain.room.guarantee');
  const date = useDate();
  const { locale } = useUi();
  const { currency } = deal.campaign;
  const first = deal.terms[0];
  const rule = first?.rules.guarantee;
  const text = (amount: number) => formatMoney(amount, { currency, locale });
  if (!guarantee) {
    if (!first || !rule) return null;
    const dueAt = new Date(first.effectiveFrom.getTime() + rule.days * DAY);
    return (
      <Card title={t('title')} description={t('about')}>
        <p>{t('promise', { target: text(rule.target), at: date(dueAt) })}</p>
        <p className="mt-2 text-sm text-muted">{t('rule')}</p>
      </Card>
    );
  }
  const { fee, target, actual, refund, state, note } = guarantee;
  const figures = { fee: text(fee), target: text(target), actual: text(actual), refund: text(refund) };
  return (
    <Card
      title={t('title')}
      description={t('judged', { at: date(guarantee.dueAt) })}
      actions={<StatusBadge tone={GUARANTEE_TONE[state]}>{t(`states.${state}`)}</StatusBadge>}
    >
      <div className="space-y-4">
        <StatGroup columns={2} card={false}>
          <Stat label={t('target')} value={<Money amount={target} currency={currency} />} />
          <Stat
            label={t('actual')}
            value={<Money amount={actual} currency={currency} />}
            hint={t('actualHint')}
          />
          <Stat label={t('fee')} value={<Money amount={fee} currency={currency} />} hint={t('feeHint')} />
          <Stat label={t('refund')} value={<Money amount={refund} currency={currency} />} />
        </StatGroup>
        <div className="rounded-md bg-sunken px-3 py-2">
          <p className="text-sm text-muted">{t('rule')}</p>
          <p className="mt-1 font-medium break-words tabular-nums">
            {actual >= target ? t('reached', figures) : t('formula', figures)}
          </p>
        </div>
        <p className="text-muted">{t(`stateHints.${state}`, figures)}</p>
        {note && (
          <blockquote className="border-s-2 border-border-strong ps-3 break-words whitespace-pre-line">
            {note}
          </blockquote>
        )}
        {children && <div className="flex flex-wrap gap-2">{children}</div>}
        <CountedOrders guarantee={guarantee} />
      </div>
    </Card>
  );
}

/** Each order can be checked: what of it is left, whether it counts and why. */
function CountedOrders({ guarantee }: { guarantee: Guarantee }) {
  const t = useTranslations('domain.room.guarantee');
  const { orders, currency } = guarantee;
  const counted = orders.filter((order) => order.counted).length;
  if (orders.length === 0) return <p className="text-muted">{t('noOrders')}</p>;
  return (
    <details>
      <summary className="cursor-pointer font-medium">{t('orders', { counted, all: orders.length })}</summary>
      <div className="mt-3 max-h-96 overflow-y-auto rounded-md border border-border">
        <Table
          caption={t('ordersTitle')}
          rows={orders}
          rowKey={(order) => order.orderId}
          columns={[
            { id: 'order', header: t('order'), primary: true, cell: (order) => order.orderId },
            {
              id: 'counted',
              header: t('counts'),
              cell: (order) => (order.counted ? t('yes') : t('no')),
            },
            { id: 'why', header: t('why'), cell: (order) => t(`whys.${order.why}`) },
            {
              id: 'net',
              header: t('net'),
              numeric: true,
              cell: (order) => <Money amount={order.net} currency={currency} />,
            },
          ]}
        />
      </div>
    </details>
  );
}
