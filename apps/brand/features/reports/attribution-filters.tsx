'use client';
import { useUrlState } from '@kolony/shell';
import { Field, Select } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useQuestion } from './question.ts';
import { ReportFilters } from './report-filters.tsx';

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

/** The question of every report, and what only attribution asks. */
export function useAttributionQuestion() {
  const asked = useQuestion();
  const [state, set] = useUrlState({ model: 'shapley', window: '30', measure: 'settled' });
  const { kolId: _, ...question } = asked.question;
  return {
    asked,
    set,
    model: MODELS.find((one) => one === state.model) ?? 'shapley',
    question: {
      ...question,
      windowDays: Number(WINDOWS.find((one) => one === state.window) ?? '30'),
      measure: MEASURES.find((one) => one === state.measure) ?? 'settled',
    },
  };
}

export function AttributionFilters({ own }: { own: ReturnType<typeof useAttributionQuestion> }) {
  const t = useTranslations('reports.attribution');
  const models = useTranslations('domain.models');
  const { question, model, set } = own;
  return (
    <ReportFilters asked={own.asked} kol={false}>
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
    </ReportFilters>
  );
}
