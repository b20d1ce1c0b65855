'use client';
import type { BrandInputs, BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import {
  Button,
  DateText,
  Dialog,
  EmptyState,
  Field,
  Notice,
  Select,
  Table,
  Textarea,
  useToast,
  useUi,
} from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

type NewSchedule = BrandInputs['schedules']['create'];
type Rhythm = NewSchedule['rhythm'];
type Schedule = BrandOutputs['schedules']['list'][number];

const RHYTHMS = ['daily', 'weekly', 'monthly'] as const;
const DAYS = ['1', '7', '30', '90'] as const;
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String(from + at));

/** Sends the report as it is asked now, again and again, and lists what is sent so. */
export function ScheduleDialog({
  report,
  question,
  onClose,
}: Pick<NewSchedule, 'report' | 'question'> & { onClose(): void }) {
  const t = useTranslations('reports.schedules');
  const explain = useErrorMessage();
  const { locale, timeZone } = useUi();
  const trpc = useTrpc();
  const client = useQueryClient();
  const weekday = useWeekday();
  const [every, setEvery] = useState<(typeof RHYTHMS)[number]>('weekly');
  const [on, setOn] = useState('1');
  const [hour, setHour] = useState('8');
  const [days, setDays] = useState('7');
  const [to, setTo] = useState('');
  const create = useMutation(
    trpc.schedules.create.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.schedules.list.queryKey() }),
    }),
  );
  function rhythm(): Rhythm {
    const at = Number(hour);
    if (every === 'weekly') return { every, weekday: Number(on), hour: at };
    if (every === 'monthly') return { every, monthDay: Number(on), hour: at };
    return { every, hour: at };
  }
  return (
    <Dialog open onClose={onClose} title={t('title')} description={t('about')} size="lg">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(
            {
              report,
              question: { ...question, period: { days: Number(days) } },
              rhythm: rhythm(),
              locale: locale === 'zh-CN' ? 'zh-CN' : 'en',
              recipients: to.split(/[\s,;，；]+/).filter((address) => address !== ''),
            },
            { onSuccess: () => setTo('') },
          );
        }}
      >
        {create.error && <Notice tone="danger">{explain(create.error)}</Notice>}
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
              options={DAYS.map((value) => ({ value, label: t('lastDays', { days: Number(value) }) }))}
              value={days}
              onChange={(event) => setDays(event.currentTarget.value)}
            />
          </Field>
        </div>
        <p className="text-sm text-muted">{t('zone', { zone: timeZone })}</p>
        <Field label={t('recipients')} hint={t('recipientsHint')}>
          <Textarea required rows={2} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </Field>
        <Button type="submit" variant="primary" pending={create.isPending}>
          {t('create')}
        </Button>
      </form>
      <Schedules />
    </Dialog>
  );
}

/** 1 Monday … 7, written out. */
function useWeekday(): (weekday: number) => string {
  const { locale } = useUi();
  const names = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // The fifth of January 1970 was a Monday.
  return (weekday) => names.format((weekday + 3) * 86_400_000);
}

function Schedules() {
  const t = useTranslations('reports.schedules');
  const nav = useTranslations('reports.nav');
  const weekday = useWeekday();
  const toast = useToast();
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const client = useQueryClient();
  const schedules = useQuery(trpc.schedules.list.queryOptions());
  const changed = () => client.invalidateQueries({ queryKey: trpc.schedules.list.queryKey() });
  const failed = (error: unknown) => toast({ tone: 'danger', title: explain(error) });
  const send = useMutation(
    trpc.schedules.send.mutationOptions({
      onSuccess: () => {
        toast({ tone: 'success', title: t('sent') });
        return changed();
      },
      onError: failed,
    }),
  );
  const remove = useMutation(trpc.schedules.delete.mutationOptions({ onSuccess: changed, onError: failed }));
  const said = ({ rhythm }: Schedule) => {
    if (rhythm.every === 'daily') return t('said.daily', { hour: rhythm.hour });
    if (rhythm.every === 'weekly')
      return t('said.weekly', { weekday: weekday(rhythm.weekday), hour: rhythm.hour });
    return t('said.monthly', { day: rhythm.monthDay, hour: rhythm.hour });
  };
  if (!schedules.data) return null;
  return (
    <section className="mt-6">
      <h3 className="mb-2 font-semibold">{t('listed')}</h3>
      {schedules.data.length === 0 ? (
        <EmptyState compact title={t('none')} description={t('noneAbout')} />
      ) : (
        <Table<Schedule>
          caption={t('listed')}
          rows={schedules.data}
          rowKey={({ id }) => id}
          columns={[
            { id: 'report', header: t('report'), primary: true, cell: ({ report }) => nav(report) },
            { id: 'when', header: t('when'), cell: said },
            {
              id: 'to',
              header: t('to'),
              cell: ({ recipients }) => (
                <ul>
                  {recipients.map(({ address, optedOut, last }) => (
                    <li key={address}>
                      {address}{' '}
                      {(optedOut || last) && (
                        <span className="text-sm text-muted">
                          {t(`states.${optedOut ? 'optedOut' : (last?.state ?? 'pending')}`)}
                        </span>
                      )}
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              id: 'next',
              header: t('next'),
              cell: ({ nextAt }) => <DateText at={nextAt} style="datetime" />,
            },
            {
              id: 'acts',
              header: t('delete'),
              bare: true,
              cell: ({ id }) => (
                <span className="flex gap-1">
                  <Button
                    size="sm"
                    variant="ghost"
                    pending={send.isPending && send.variables.id === id}
                    onClick={() => send.mutate({ id })}
                  >
                    {t('send')}
                  </Button>
                  <Button
                    size="sm"
                    variant="ghost"
                    pending={remove.isPending && remove.variables.id === id}
                    onClick={() => remove.mutate({ id })}
                  >
                    {t('delete')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
