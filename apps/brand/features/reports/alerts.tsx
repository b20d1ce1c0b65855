'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import { Badge, Button, Card, formatDay, formatNum, Link, Notice, useUi } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { type AskedQuestion, ordersHref } from './question.ts';

type Alert = BrandOutputs['alerts']['list'][number];
const SHOWN = 5;

/** Days of campaigns that were not like the weeks before, until somebody has looked into them. */
export function Alerts({ asked: { state, search } }: { asked: AskedQuestion }) {
  const t = useTranslations('reports.alerts');
  const explain = useErrorMessage();
  const may = useMay();
  const trpc = useTrpc();
  const client = useQueryClient();
  const [all, setAll] = useState(false);
  const alerts = useQuery(trpc.alerts.list.queryOptions());
  const see = useMutation(
    trpc.alerts.see.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.alerts.list.queryKey() }),
    }),
  );
  const asked = (alerts.data ?? []).filter(
    ({ campaignId, kol }) =>
      (state.campaign === '' || state.campaign === campaignId) &&
      (state.kol === '' || state.kol === kol?.kolId),
  );
  const unseen = asked.filter(({ seen }) => !seen);
  const shown = all ? asked : unseen.slice(0, SHOWN);
  if (unseen.length === 0 && !all) return null;
  return (
    <div className="mb-5">
      <Card
        title={t('title')}
        description={t('about')}
        actions={
          asked.length > shown.length || all ? (
            <Button size="sm" variant="ghost" onClick={() => setAll(!all)}>
              {all ? t('fewer') : t('all', { days: asked.length })}
            </Button>
          ) : undefined
        }
      >
        {see.error && <Notice tone="danger">{explain(see.error)}</Notice>}
        <ul className="divide-y divide-border">
          {shown.map((alert) => (
            <li key={alert.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3">
              <div className="min-w-0 flex-1 basis-72">
                <Told alert={alert} search={search} />
              </div>
              {may('report.write') && !alert.seen && (
                <Button
                  size="sm"
                  pending={see.isPending && see.variables.id === alert.id}
                  onClick={() => see.mutate({ id: alert.id })}
                >
                  {t('see')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Told({ alert, search }: { alert: Alert; search: string }) {
  const t = useTranslations('reports.alerts');
  const { locale } = useUi();
  const { metric, value, usual, spread, day, cause, kol } = alert;
  const up = value > usual;
  const count = (n: number) => formatNum(n, locale);
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <Badge tone={(metric === 'refunds') === up ? 'danger' : 'success'}>
          {t(`moved.${metric}.${up ? 'up' : 'down'}`)}
        </Badge>
        {alert.campaignName}
        <span className="font-normal text-muted">{formatDay(day, locale)}</span>
      </p>
      <p className="mt-1 text-sm">
        {t(`said.${metric}`, { value: count(value), usual: count(usual), spread: count(spread) })}{' '}
        {cause && t(`causes.${cause}.${up ? 'up' : 'down'}`)}{' '}
        {kol && t('kol', { kol: kol.displayName, value: count(kol.value), usual: count(kol.usual) })}
      </p>
      <p className="mt-1 text-sm">
        <Link href={ordersHref(search, { campaign: alert.campaignId, from: day, to: day })}>
          {t('orders')}
        </Link>
      </p>
    </>
  );
}
