'use client';
import type { Currency } from '@kolony/kernel';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { formatMoney } from './format.ts';
import { Money } from './money.tsx';
import { useUi } from './ui-provider.tsx';

/** `value` of `max`; without a value it is work whose end is not known. */
export function Progress({
  label,
  value,
  max = 100,
  tone = 'accent',
  text,
}: {
  label: string;
  value?: number;
  max?: number;
  tone?: 'accent' | 'success' | 'warning' | 'danger';
  /** What is shown beside the label ("3 of 5"). */
  text?: ReactNode;
}) {
  const FILLS = { accent: 'bg-accent', success: 'bg-success', warning: 'bg-warning', danger: 'bg-danger' };
  const share = value === undefined ? undefined : Math.max(0, Math.min(1, max === 0 ? 0 : value / max));
  return (
    <div>
      <div className="mb-1.5 flex justify-between gap-3 text-sm">
        <span>{label}</span>
        {text && <span className="text-muted">{text}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={clsx(
            'h-full rounded-full transition-[width] duration-300',
            FILLS[tone],
            share === undefined && 'k-pulse w-1/2',
          )}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}

export interface BudgetPart {
  id: 'paid' | 'payable' | 'pending' | 'reserved';
  label: string;
  /** Minor units. */
  amount: number;
}

const PART_FILL = {
  paid: 'bg-chart-4',
  payable: 'bg-chart-2',
  pending: 'bg-chart-3',
  reserved: 'bg-chart-5',
};

/** What became of a budget: paid, payable, pending, reserved, and what is free. Every segment is also said in text. */
export function BudgetGauge({
  currency,
  funded,
  parts,
  fundedLabel,
  freeLabel,
  compact,
}: {
  currency: Currency;
  /** Minor units. */
  funded: number;
  parts: readonly BudgetPart[];
  fundedLabel: string;
  freeLabel: string;
  /** Only the bar with its accessible name, for rows of a table. */
  compact?: boolean;
}) {
  const { locale } = useUi();
  const free = funded - parts.reduce((sum, part) => sum + part.amount, 0);
  const say = (label: string, amount: number) => `${label} ${formatMoney(amount, { currency, locale })}`;
  const sentence = [
    say(fundedLabel, funded),
    ...parts.map((part) => say(part.label, part.amount)),
    say(freeLabel, free),
  ].join(', ');
  const bar = (
    <div
      role="img"
      aria-label={sentence}
      className={clsx(
        'flex gap-px overflow-hidden rounded-full bg-sunken',
        compact ? 'h-1.5 min-w-24' : 'h-3',
      )}
    >
      {funded > 0 &&
        parts.map(
          (part) =>
            part.amount > 0 && (
              <span
                key={part.id}
                className={PART_FILL[part.id]}
                style={{ width: `${(part.amount / funded) * 100}%` }}
              />
            ),
        )}
    </div>
  );
  if (compact) return bar;
  return (
    <div>
      <p className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 text-sm text-muted">
        <span>
          {fundedLabel}{' '}
          <strong className="text-base font-semibold text-text">
            <Money amount={funded} currency={currency} />
          </strong>
        </span>
        <span>
          {freeLabel}{' '}
          <strong className={clsx('text-base font-semibold', free > 0 ? 'text-text' : 'text-danger')}>
            <Money amount={free} currency={currency} />
          </strong>
        </span>
      </p>
      {bar}
      <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-2 text-sm sm:grid-cols-4">
        {parts.map((part) => (
          <div key={part.id} className="min-w-0">
            <dt className="flex items-center gap-1.5 text-muted">
              <span aria-hidden className={clsx('size-2 rounded-sm', PART_FILL[part.id])} />
              {part.label}
            </dt>
            <dd className="font-medium">
              <Money amount={part.amount} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
