'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import { Button, DateText, EmptyState, Table, useToast } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useWeekday } from './use-weekday.ts';

type Schedule = BrandOutputs['schedules']['list'][number];

/** What is sent by mail, with whom it goes to and what came of it; each can be changed, sent at once and ended. */
export function Schedules({ onEdit }: { onEdit(schedule: Schedule): void }) {
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
            {
              id: 'report',
              header: t('report'),
              primary: true,
              cell: ({ report }) => <span className="whitespace-nowrap">{nav(report)}</span>,
            },
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
              cell: (schedule) => (
                <span className="flex flex-wrap gap-1">
                  <Button size="sm" variant="ghost" onClick={() => onEdit(schedule)}>
                    {t('edit')}
                  </Button>
                  <Button
                    size="sm"
                    variant="ghost"
                    pending={send.isPending && send.variables.id === schedule.id}
                    onClick={() => send.mutate({ id: schedule.id })}
                  >
                    {t('send')}
                  </Button>
                  <Button
                    size="sm"
                    variant="ghost"
                    pending={remove.isPending && remove.variables.id === schedule.id}
                    onClick={() => remove.mutate({ id: schedule.id })}
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
