'use client';
import type { BrandInputs, BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import {
  Button,
  CopyButton,
  DateText,
  Dialog,
  EmptyState,
  Field,
  formatDay,
  Input,
  Notice,
  Select,
  StatusBadge,
  Table,
  useUi,
} from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const DAYS = ['1', '7', '30', '90'] as const;
type Share = BrandOutputs['shares']['list'][number];

/** Makes links to the report as it is asked, and lists those that were made. */
export function ShareDialog({
  report,
  question,
  onClose,
}: Pick<BrandInputs['shares']['create'], 'report' | 'question'> & { onClose(): void }) {
  const t = useTranslations('reports.shares');
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const client = useQueryClient();
  const [days, setDays] = useState('7');
  const create = useMutation(
    trpc.shares.create.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.shares.list.queryKey() }),
    }),
  );
  const link = create.data && `${location.origin}/shared/${create.data.token}`;
  return (
    <Dialog open onClose={onClose} title={t('title')} description={t('about')} size="lg">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('days')}>
          <Select
            options={DAYS.map((value) => ({ value, label: t('forDays', { days: Number(value) }) }))}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        </Field>
        <Button
          variant="primary"
          pending={create.isPending}
          onClick={() => create.mutate({ report, question, days: Number(days) })}
        >
          {t('make')}
        </Button>
      </div>
      {create.error && <Notice tone="danger">{explain(create.error)}</Notice>}
      {link && (
        <div className="mt-4 flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <Field label={t('link')} hint={t('once')}>
              <Input readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
            </Field>
          </div>
          <CopyButton text={link} />
        </div>
      )}
      <Shares />
    </Dialog>
  );
}

function Shares() {
  const t = useTranslations('reports.shares');
  const nav = useTranslations('reports.nav');
  const { now, locale } = useUi();
  const trpc = useTrpc();
  const client = useQueryClient();
  const shares = useQuery(trpc.shares.list.queryOptions());
  const revoke = useMutation(
    trpc.shares.revoke.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.shares.list.queryKey() }),
    }),
  );
  const stateOf = ({ revokedAt, expiresAt }: Share) =>
    revokedAt ? 'revoked' : expiresAt.getTime() <= now ? 'expired' : 'works';
  if (!shares.data) return null;
  return (
    <section className="mt-6">
      <h3 className="mb-2 font-semibold">{t('links')}</h3>
      {shares.data.length === 0 ? (
        <EmptyState compact title={t('none')} description={t('noneAbout')} />
      ) : (
        <Table
          caption={t('links')}
          rows={shares.data}
          rowKey={({ id }) => id}
          columns={[
            { id: 'report', header: t('report'), primary: true, cell: (share) => nav(share.report) },
            {
              id: 'period',
              header: t('period'),
              cell: ({ period }) => `${formatDay(period.from, locale)} – ${formatDay(period.to, locale)}`,
            },
            { id: 'by', header: t('by'), cell: ({ createdBy }) => createdBy, hideOnPhone: true },
            {
              id: 'until',
              header: t('until'),
              cell: ({ expiresAt }) => <DateText at={expiresAt} style="datetime" />,
            },
            { id: 'opened', header: t('opened'), numeric: true, cell: ({ opened }) => opened },
            {
              id: 'state',
              header: t('state'),
              cell: (share) => (
                <StatusBadge tone={stateOf(share) === 'works' ? 'success' : 'neutral'}>
                  {t(`states.${stateOf(share)}`)}
                </StatusBadge>
              ),
            },
            {
              id: 'revoke',
              header: t('revoke'),
              bare: true,
              cell: (share) =>
                stateOf(share) === 'works' ? (
                  <Button
                    size="sm"
                    variant="ghost"
                    pending={revoke.isPending && revoke.variables.id === share.id}
                    onClick={() => revoke.mutate({ id: share.id })}
                  >
                    {t('revoke')}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
    </section>
  );
}
