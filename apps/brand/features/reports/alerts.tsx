'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import { Badge, Button, Card, formatDay, formatNum, Link, Notice, Switch, useUi } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { type AskedQuestion, ordersHref } from './question.ts';

type Alert = BrandOutputs['alerts']['list'][number];
const SHOWN = 5;

/** Days of campaigns that were not like the weeks before, until somebody has looked into them; by mail for who wants it. */
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
  if (!alerts.data) return null;
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
        {shown.length === 0 && <p className="text-sm text-muted">{t('none')}</p>}
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
        <div className="mt-3 border-t border-border pt-3">
          <MailSwitch />
        </div>
      </Card>
    </div>
  );
}

/** The member's own wish, in the language they read now. */
function MailSwitch() {
  const t = useTranslations('reports.alerts');
  const explain = useErrorMessage();
  const { locale } = useUi();
  const trpc = useTrpc();
  const client = useQueryClient();
  const mail = useQuery(trpc.alerts.mail.queryOptions());
  const set = useMutation(
    trpc.alerts.setMail.mutationOptions({
      onSuccess: (is) => client.setQueryData(trpc.alerts.mail.queryKey(), is),
    }),
  );
  if (!mail.data) return null;
  return (
    <>
      {set.error && <Notice tone="danger">{explain(set.error)}</Notice>}
      <Switch
        label={t('mail')}
        hint={t('mailAbout', { address: mail.data.address })}
        checked={set.isPending ? set.variables.wanted : mail.data.wanted}
        disabled={set.isPending}
        onChange={(event) =>
          set.mutate({
            wanted: event.currentTarget.checked,
            locale: locale === 'zh-CN' ? 'zh-CN' : 'en',
          })
        }
      />
    </>
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
