'use client';
import { CURRENCY_CODES } from '@kolony/kernel/currency';
import type { BrandInputs, BrandOutputs } from '@kolony/rpc/brand';
import { useUrlState } from '@kolony/shell';
import { useUi } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTrpc } from '../../trpc.ts';

export const DAYS = ['7', '30', '90', '365'] as const;
export const COMPARES = ['none', 'previous', 'year'] as const;
type Compare = (typeof COMPARES)[number];

/** What the address keeps, and what is meant when it says nothing. `from` and `to` go before `days`. */
const DEFAULTS = {
  campaign: '',
  kol: '',
  currency: '',
  days: '30',
  from: '',
  to: '',
  tz: '',
  compare: 'none',
};
/** Parameters that go along from report to report. */
export const KEPT: ReadonlySet<string> = new Set(Object.keys(DEFAULTS));

/** A type and no interface: it is given to what takes any report's question. */
type Question = {
  campaignId?: string;
  kolId?: string;
  currency: (typeof CURRENCY_CODES)[number];
  period: { from: string; to: string } | { days: number };
  timeZone?: string;
  compare: Compare;
};

export interface AskedQuestion {
  /** As the procedures take it. */
  question: Question;
  /** As it stands in the address, without defaults. */
  search: string;
  state: Record<keyof typeof DEFAULTS, string>;
  set(patch: Partial<Record<keyof typeof DEFAULTS, string>>): void;
  filters: BrandOutputs['reports']['filters'] | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What is asked of a report, kept in the address: a link to a colleague shows the same report. */
export function useQuestion(): AskedQuestion {
  const { timeZone } = useUi();
  const [state, set] = useUrlState(DEFAULTS);
  const filters = useQuery(useTrpc().reports.filters.queryOptions()).data;
  const campaign = filters?.campaigns.find(({ id }) => id === state.campaign);
  const days = Number(DAYS.find((one) => one === state.days) ?? '30');
  const dated = DAY.test(state.from) && DAY.test(state.to) && state.from <= state.to;
  const question: Question = {
    ...(state.campaign === '' ? {} : { campaignId: state.campaign }),
    ...(state.kol === '' ? {} : { kolId: state.kol }),
    currency:
      campaign?.currency ??
      CURRENCY_CODES.find((one) => one === state.currency) ??
      filters?.campaigns[0]?.currency ??
      'CNY',
    period: dated ? { from: state.from, to: state.to } : { days },
    ...(state.tz === '' || state.tz === timeZone ? {} : { timeZone: state.tz }),
    compare: COMPARES.find((one) => one === state.compare) ?? 'none',
  };
  const search = new URLSearchParams(
    Object.entries(state).filter(([key, value]) => value !== DEFAULTS[key as keyof typeof DEFAULTS]),
  ).toString();
  return { question, search, state, set, filters };
}

type OrderFilter = NonNullable<BrandInputs['reports']['orders']['filter']>;

type Narrowed = OrderFilter & { campaign?: string; kol?: string; from?: string; to?: string };
/** Where a number's orders are; not there on a page that is shown to others. */
export type OrdersOf = (filter?: Narrowed) => string;

/** The page with the orders behind a number: the same question, narrowed. */
export function ordersHref(search: string, filter: Narrowed = {}): string {
  const params = new URLSearchParams(search);
  for (const [key, value] of Object.entries(filter)) if (value !== undefined) params.set(key, String(value));
  const text = params.toString();
  return `/reports/orders${text ? `?${text}` : ''}`;
}
