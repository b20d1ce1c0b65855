'use client';
import { CURRENCY_CODES } from '@kolony/kernel/currency';
import { ZoneSelect } from '@kolony/shell';
import { Field, Input, Select, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type AskedQuestion, COMPARES, DAYS } from './question.ts';

/** Which filters a report has; the rest of its question is its own, given as children. */
interface ReportFiltersProps {
  asked: AskedQuestion;
  kol?: boolean;
  compare?: boolean;
  children?: ReactNode;
}

/** What the period becomes when days are chosen by name: those that are shown now. */
const CUSTOM = 'custom';

export function ReportFilters({ asked, kol = true, compare = true, children }: ReportFiltersProps) {
  const t = useTranslations('reports.filters');
  const { state, set, filters, question } = asked;
  return (
    <search
      aria-label={t('label')}
      className="mb-5 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6"
    >
      <Field label={t('campaign')}>
        <Select
          options={[
            { value: '', label: t('allCampaigns') },
            ...(filters?.campaigns ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={state.campaign}
          onChange={(event) => set({ campaign: event.currentTarget.value })}
        />
      </Field>
      {kol && (
        <Field label={t('kol')}>
          <Select
            options={[
              { value: '', label: t('allKols') },
              ...(filters?.kols ?? []).map(({ id, displayName }) => ({ value: id, label: displayName })),
            ]}
            value={state.kol}
            onChange={(event) => set({ kol: event.currentTarget.value })}
          />
        </Field>
      )}
      <PeriodFields asked={asked} />
      {compare && (
        <Field label={t('compare')}>
          <Select
            options={COMPARES.map((value) => ({ value, label: t(`compareAs.${value}`) }))}
            value={question.compare}
            onChange={(event) => set({ compare: event.currentTarget.value })}
          />
        </Field>
      )}
      <Field label={t('currency')}>
        <Select
          options={CURRENCY_CODES.map((value) => ({ value, label: value }))}
          value={question.currency}
          disabled={question.campaignId !== undefined}
          onChange={(event) => set({ currency: event.currentTarget.value })}
        />
      </Field>
      <ZoneSelect
        label={t('timeZone')}
        ownLabel={(zone) => t('ownZone', { zone })}
        value={state.tz}
        onChange={(tz) => set({ tz })}
      />
      {children}
    </search>
  );
}

function PeriodFields({ asked: { question, set } }: { asked: AskedQuestion }) {
  const t = useTranslations('reports.filters');
  const { now, timeZone } = useUi();
  const { period } = question;
  const dated = 'from' in period;
  const dayOf = (at: number) =>
    new Intl.DateTimeFormat('en-CA', {
      timeZone: question.timeZone ?? timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(at);
  const choose = (value: string) =>
    value === CUSTOM && 'days' in period
      ? set({ from: dayOf(now - (period.days - 1) * 86_400_000), to: dayOf(now) })
      : set({ days: value, from: '', to: '' });
  return (
    <>
      <Field label={t('period')}>
        <Select
          options={[
            ...DAYS.map((value) => ({ value, label: t('lastDays', { days: Number(value) }) })),
            { value: CUSTOM, label: t('custom') },
          ]}
          value={dated ? CUSTOM : String(period.days)}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </Field>
      {dated && (
        <>
          <Field label={t('from')}>
            <Input
              type="date"
              value={period.from}
              max={period.to}
              onChange={(event) => event.currentTarget.value && set({ from: event.currentTarget.value })}
            />
          </Field>
          <Field label={t('to')}>
            <Input
              type="date"
              value={period.to}
              min={period.from}
              onChange={(event) => event.currentTarget.value && set({ to: event.currentTarget.value })}
            />
          </Field>
        </>
      )}
    </>
  );
}
