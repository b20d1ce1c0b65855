'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useUrlState } from '@kolony/shell';
import { Card, formatDay, formatMoney, Link, Money, Segmented, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { OrdersOf } from './question.ts';

type OverviewReport = BrandOutputs['reports']['overview'];
type Changes = NonNullable<OverviewReport['change']>;
type Change = Changes['settled'];
const MEASURES = ['settled', 'placed'] as const;

/** Why settled or placed GMV is not what it was: by cause and by KOL, each summing to the change. */
export function WhatChanged({
  report,
  change: changes,
  ordersOf,
}: {
  report: OverviewReport;
  change: Changes;
  ordersOf: OrdersOf | undefined;
}) {
  const t = useTranslations('reports.overview.changed');
  const [{ changed }, set] = useUrlState({ changed: 'settled' });
  const measure = MEASURES.find((one) => one === changed) ?? 'settled';
  const change = changes[measure];
  const { currency } = report;
  return (
    <Card
      title={t('title')}
      description={<Sentence report={report} change={change} measure={measure} />}
      actions={
        <Segmented
          label={t('measure')}
          options={MEASURES.map((value) => ({ value, label: t(value) }))}
          value={measure}
          onChange={(value) => set({ changed: value })}
        />
      }
    >
      {change.delta === 0 && change.kols.length === 0 ? (
        <p className="text-muted">{t('same')}</p>
      ) : (
        <div className="grid gap-6 lg:grid-cols-2">
          <Parts
            title={t('byCause')}
            about={t('byCauseAbout')}
            total={change.delta}
            currency={currency}
            parts={change.causes.map(({ cause, amount }) => ({
              id: cause,
              label: t(`causes.${cause}`),
              note: t(`about.${cause}`),
              amount,
            }))}
          />
          <Parts
            title={t('byKol')}
            about={t('byKolAbout')}
            total={change.delta}
            currency={currency}
            parts={[
              ...change.kols.map(({ kolId, displayName, delta, cause }) => ({
                id: kolId,
                label: ordersOf ? <Link href={ordersOf({ kol: kolId })}>{displayName}</Link> : displayName,
                note: cause === null ? '' : t('mostly', { cause: t(`causes.${cause}`) }),
                amount: delta,
              })),
              ...(change.rest.kols > 0
                ? [
                    {
                      id: 'rest',
                      label: t('rest', { kols: change.rest.kols }),
                      note: '',
                      amount: change.rest.delta,
                    },
                  ]
                : []),
            ]}
          />
        </div>
      )}
    </Card>
  );
}

function Sentence({
  report: { currency, earlier },
  change,
  measure,
}: {
  report: OverviewReport;
  change: Change;
  measure: (typeof MEASURES)[number];
}) {
  const t = useTranslations('reports.overview.changed');
  const { locale } = useUi();
  const money = (amount: number) => formatMoney(Math.abs(amount), { currency, locale });
  const [cause] = [...change.causes].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const [kol] = change.kols;
  const went = change.delta > 0 ? 'up' : change.delta < 0 ? 'down' : 'same';
  return (
    <>
      {t(`went.${went}`, {
        measure: t(measure),
        amount: money(change.delta),
        before: money(change.before),
        after: money(change.after),
        from: earlier ? formatDay(earlier.period.from, locale) : '',
        to: earlier ? formatDay(earlier.period.to, locale) : '',
      })}{' '}
      {cause &&
        t(cause.amount > 0 ? 'causeUp' : 'causeDown', {
          cause: t(`causes.${cause.cause}`),
          amount: money(cause.amount),
        })}{' '}
      {kol && t(kol.delta > 0 ? 'kolUp' : 'kolDown', { kol: kol.displayName, amount: money(kol.delta) })}
    </>
  );
}

interface Part {
  id: string;
  label: ReactNode;
  note: string;
  amount: number;
}

/** Signed parts with bars from a middle line; the last row is their sum. */
function Parts({
  title,
  about,
  parts,
  total,
  currency,
}: {
  title: string;
  about: string;
  parts: readonly Part[];
  total: number;
  currency: OverviewReport['currency'];
}) {
  const t = useTranslations('reports.overview.changed');
  const most = Math.max(1, ...parts.map(({ amount }) => Math.abs(amount)));
  return (
    <section className="min-w-0">
      <h3 className="font-semibold">{title}</h3>
      <p className="mt-0.5 mb-3 text-sm text-muted">{about}</p>
      <ul className="space-y-2.5">
        {parts.map(({ id, label, note, amount }) => (
          <li key={id}>
            <div className="flex items-baseline justify-between gap-3 text-sm">
              <span className="min-w-0">
                <span className="inline-block font-medium first-letter:uppercase">{label}</span>{' '}
                <span className="text-muted">{note}</span>
              </span>
              <span className="font-medium whitespace-nowrap tabular-nums">
                <Money amount={amount} currency={currency} signed />
              </span>
            </div>
            <div
              aria-hidden
              className="mt-1 grid h-1.5 grid-cols-2 gap-px overflow-hidden rounded-full bg-sunken"
            >
              <div className="flex justify-end">
                {amount < 0 && (
                  <div className="h-full bg-danger" style={{ width: `${(-amount / most) * 100}%` }} />
                )}
              </div>
              <div>
                {amount > 0 && (
                  <div className="h-full bg-success" style={{ width: `${(amount / most) * 100}%` }} />
                )}
              </div>
            </div>
          </li>
        ))}
      </ul>
      <p className="mt-3 flex justify-between gap-3 border-t border-border pt-2 text-sm font-semibold">
        <span>{t('sum')}</span>
        <Money amount={total} currency={currency} signed />
      </p>
    </section>
  );
}
