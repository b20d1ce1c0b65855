'use client';
import type { BrandInputs, BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import { Button, Checkbox, Field, Notice, Select, Textarea, useUi } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useWeekday } from './use-weekday.ts';

type NewSchedule = BrandInputs['schedules']['create'];
type Rhythm = NewSchedule['rhythm'];
type Schedule = BrandOutputs['schedules']['list'][number];

const RHYTHMS = ['daily', 'weekly', 'monthly'] as const;
const DAYS = [1, 7, 30, 90];
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String(from + at));

function dayOf(rhythm: Rhythm | undefined): string {
  if (rhythm?.every === 'weekly') return String(rhythm.weekday);
  if (rhythm?.every === 'monthly') return String(rhythm.monthDay);
  return '1';
}

/** A new schedule of the report as it is asked now, or one that is changed. */
export function ScheduleForm({
  asked,
  editing,
  onDone,
}: {
  asked: Pick<NewSchedule, 'report' | 'question'>;
  editing: Schedule | null;
  onDone(): void;
}) {
  const t = useTranslations('reports.schedules');
  const nav = useTranslations('reports.nav');
  const explain = useErrorMessage();
  const { locale, timeZone } = useUi();
  const trpc = useTrpc();
  const client = useQueryClient();
  const weekday = useWeekday();
  const [every, setEvery] = useState<(typeof RHYTHMS)[number]>(editing?.rhythm.every ?? 'weekly');
  const [on, setOn] = useState(dayOf(editing?.rhythm));
  const [hour, setHour] = useState(String(editing?.rhythm.hour ?? 8));
  const [days, setDays] = useState(String(editing?.days ?? 7));
  const [asNow, setAsNow] = useState(false);
  // Whoever wanted out stays out, whatever is written here.
  const written = editing?.recipients.filter(({ optedOut }) => !optedOut) ?? [];
  const [to, setTo] = useState(written.map(({ address }) => address).join('\n'));
  const saved = async () => {
    setTo('');
    await client.invalidateQueries({ queryKey: trpc.schedules.list.queryKey() });
    onDone();
  };
  const create = useMutation(trpc.schedules.create.mutationOptions({ onSuccess: saved }));
  const change = useMutation(trpc.schedules.change.mutationOptions({ onSuccess: saved }));
  const error = create.error ?? change.error;
  function rhythm(): Rhythm {
    const at = Number(hour);
    if (every === 'weekly') return { every, weekday: Number(on), hour: at };
    if (every === 'monthly') return { every, monthDay: Number(on), hour: at };
    return { every, hour: at };
  }
  function save(): void {
    const question = editing && !asNow ? editing.question : asked.question;
    const plan = {
      question: { ...question, period: { days: Number(days) } },
      rhythm: rhythm(),
      recipients: to.split(/[\s,;，；]+/).filter((address) => address !== ''),
    };
    if (editing) change.mutate({ ...plan, id: editing.id, locale: editing.locale });
    else create.mutate({ ...plan, report: asked.report, locale: locale === 'zh-CN' ? 'zh-CN' : 'en' });
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {editing && <h3 className="font-semibold">{t('editing', { report: nav(editing.report) })}</h3>}
      {error && <Notice tone="danger">{explain(error)}</Notice>}
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Field label={t('every')}>
          <Select
            options={RHYTHMS.map((value) => ({ value, label: t(`rhythms.${value}`) }))}
            value={every}
            onChange={(event) => {
              setEvery(RHYTHMS.find((one) => one === event.currentTarget.value) ?? 'weekly');
              setOn('1');
            }}
          />
        </Field>
        {every !== 'daily' && (
          <Field label={t(every === 'weekly' ? 'weekday' : 'monthDay')}>
            <Select
              options={numbers(1, every === 'weekly' ? 7 : 28).map((value) => ({
                value,
                label: every === 'weekly' ? weekday(Number(value)) : value,
              }))}
              value={on}
              onChange={(event) => setOn(event.currentTarget.value)}
            />
          </Field>
        )}
        <Field label={t('hour')}>
          <Select
            options={numbers(0, 23).map((value) => ({ value, label: `${value}:00` }))}
            value={hour}
            onChange={(event) => setHour(event.currentTarget.value)}
          />
        </Field>
        <Field label={t('days')}>
          <Select
            options={[...new Set([...DAYS, editing?.days ?? 7])]
              .sort((a, b) => a - b)
              .map((value) => ({ value: String(value), label: t('lastDays', { days: value }) }))}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        </Field>
      </div>
      <p className="text-sm text-muted">{t('zone', { zone: timeZone })}</p>
      {editing?.report === asked.report && (
        <Checkbox
          label={t('asNow')}
          hint={t('asNowHint')}
          checked={asNow}
          onChange={(event) => setAsNow(event.currentTarget.checked)}
        />
      )}
      <Field label={t('recipients')} hint={t('recipientsHint')}>
        <Textarea required rows={2} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" pending={create.isPending || change.isPending}>
          {t(editing ? 'save' : 'create')}
        </Button>
        {editing && <Button onClick={onDone}>{t('cancel')}</Button>}
      </div>
    </form>
  );
}
