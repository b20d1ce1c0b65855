'use client';
import type { PortalInputs, PortalOutputs } from '@kolony/rpc/portal';
import { useUrlState, ZoneSelect } from '@kolony/shell';
import { Field, Segmented, Select, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';

export type OwnReport = PortalOutputs['reports']['own'];
type Question = PortalInputs['reports']['own'];

const DAYS = ['7', '30', '90', '365'] as const;

/** What is asked, kept in the address. */
export function useOwnQuestion() {
  const { timeZone } = useUi();
  const [state, set] = useUrlState({ days: '30', campaign: '', currency: '', tz: '' });
  const days = DAYS.find((one) => one === state.days) ?? '30';
  const question: Question = {
    period: { days: Number(days) },
    ...(state.campaign === '' ? {} : { campaignId: state.campaign }),
    ...(/^[A-Z]{3}$/.test(state.currency) ? { currency: state.currency as OwnReport['currency'] } : {}),
    ...(state.tz === '' || state.tz === timeZone ? {} : { timeZone: state.tz }),
  };
  return { question, state, days, set };
}

export function OwnFilters({
  asked: { state, days, set },
  choices,
  currency,
}: {
  asked: ReturnType<typeof useOwnQuestion>;
  choices: OwnReport['choices'];
  currency: OwnReport['currency'] | undefined;
}) {
  const t = useTranslations('portal.reports');
  const currencies = [...new Set(choices.map((choice) => choice.currency))];
  return (
    <search
      aria-label={t('filters')}
      className="mb-5 grid gap-3 sm:grid-cols-2 sm:items-end lg:grid-cols-[auto_1fr_1fr]"
    >
      <Segmented
        label={t('period')}
        value={days}
        onChange={(value) => set({ days: value })}
        options={DAYS.map((value) => ({ value, label: t('lastDays', { days: Number(value) }) }))}
      />
      <Field label={t('campaign')}>
        <Select
          options={[
            { value: '', label: t('allCampaigns') },
            ...choices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={state.campaign}
          onChange={(event) => set({ campaign: event.currentTarget.value })}
        />
      </Field>
      {currencies.length > 1 && (
        <Field label={t('currency')}>
          <Select
            options={currencies.map((value) => ({ value, label: value }))}
            value={currency ?? ''}
            disabled={state.campaign !== ''}
            onChange={(event) => set({ currency: event.currentTarget.value })}
          />
        </Field>
      )}
      <ZoneSelect
        label={t('timeZone')}
        ownLabel={(zone) => t('ownZone', { zone })}
        value={state.tz}
        onChange={(tz) => set({ tz })}
      />
    </search>
  );
}
