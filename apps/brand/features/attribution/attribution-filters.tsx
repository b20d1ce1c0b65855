'use client';
import type { Currency } from '@kolony/kernel';
import { CURRENCY_CODES } from '@kolony/kernel/currency';
import { useUrlState } from '@kolony/shell';
import { Field, Select } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { usePeriod } from '../campaigns/period.ts';

export const MODELS = [
  'shapley',
  'markov',
  'time_decay',
  'position',
  'linear',
  'first_click',
  'last_click',
] as const;
export type Model = (typeof MODELS)[number];
const WINDOWS = ['7', '14', '30', '60', '90'] as const;
const MEASURES = ['settled', 'placed'] as const;

/** What is asked, kept in the address: a link to a colleague shows the same report. */
export function useQuestion() {
  const { period, days, setDays, options } = usePeriod();
  const [state, set] = useUrlState({
    campaign: '',
    currency: 'CNY',
    model: 'shapley',
    window: '30',
    measure: 'settled',
  });
  const campaigns = useQuery(useTrpc().campaigns.list.queryOptions({ limit: 100 }));
  const campaign = campaigns.data?.data.find(({ id }) => id === state.campaign);
  const currency: Currency =
    campaign?.currency ?? CURRENCY_CODES.find((one) => one === state.currency) ?? 'CNY';
  const windowDays = WINDOWS.find((one) => one === state.window) ?? '30';
  return {
    set,
    days,
    setDays,
    dayOptions: options,
    campaigns: campaigns.data?.data ?? [],
    model: MODELS.find((one) => one === state.model) ?? 'shapley',
    question: {
      ...(state.campaign === '' ? {} : { campaignId: state.campaign }),
      currency,
      period,
      windowDays: Number(windowDays),
      measure: MEASURES.find((one) => one === state.measure) ?? 'settled',
    },
  };
}

export function AttributionFilters({ asked }: { asked: ReturnType<typeof useQuestion> }) {
  const t = useTranslations('brand.attribution');
  const models = useTranslations('domain.models');
  const { question, model, campaigns, days, dayOptions, setDays, set } = asked;
  return (
    <div className="mb-5 grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
      <Field label={t('campaign')}>
        <Select
          options={[
            { value: '', label: t('allCampaigns') },
            ...campaigns.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={question.campaignId ?? ''}
          onChange={(event) => set({ campaign: event.currentTarget.value })}
        />
      </Field>
      <Field label={t('currency')}>
        <Select
          options={CURRENCY_CODES.map((value) => ({ value, label: value }))}
          value={question.currency}
          disabled={question.campaignId !== undefined}
          onChange={(event) => set({ currency: event.currentTarget.value })}
        />
      </Field>
      <Field label={t('period')}>
        <Select
          options={dayOptions.map((value) => ({ value, label: t('lastDays', { days: Number(value) }) }))}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
      </Field>
      <Field label={t('model')}>
        <Select
          options={MODELS.map((value) => ({ value, label: models(value) }))}
          value={model}
          onChange={(event) => set({ model: event.currentTarget.value })}
        />
      </Field>
      <Field label={t('window')}>
        <Select
          options={WINDOWS.map((value) => ({ value, label: t('windowDays', { days: Number(value) }) }))}
          value={String(question.windowDays)}
          onChange={(event) => set({ window: event.currentTarget.value })}
        />
      </Field>
      <Field label={t('measure')}>
        <Select
          options={MEASURES.map((value) => ({ value, label: t(value) }))}
          value={question.measure}
          onChange={(event) => set({ measure: event.currentTarget.value })}
        />
      </Field>
    </div>
  );
}
