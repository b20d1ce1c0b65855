'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import { Button, Dialog, formatDay, Money, Notice, Num, RelativeTime, Table, useUi } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

type Agreement = NonNullable<BrandOutputs['agreement']['read']>;
type Difference = Agreement['differences'][number];

const HUES = { agrees: 'text-success', on_its_way: 'text-warning', differs: 'text-danger' };

/** Whether the figures on this page are the books' own, and what is compared to know it. */
export function AgreementBadge() {
  const t = useTranslations('reports.agreement');
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...useTrpc().agreement.read.queryOptions(), refetchInterval: 60_000 });
  const state = data?.state ?? 'never';
  return (
    <>
      <Button
        variant="ghost"
        icon={<Scale aria-hidden className={`size-4 ${data ? HUES[data.state] : 'text-muted'}`} />}
        onClick={() => setOpen(true)}
      >
        {t(`states.${state}`)}
      </Button>
      {open && <AgreementDialog agreement={data ?? null} onClose={() => setOpen(false)} />}
    </>
  );
}

function AgreementDialog({ agreement, onClose }: { agreement: Agreement | null; onClose(): void }) {
  const t = useTranslations('reports.agreement');
  const explain = useErrorMessage();
  const may = useMay();
  const trpc = useTrpc();
  const client = useQueryClient();
  const check = useMutation(
    trpc.agreement.check.mutationOptions({
      onSuccess: (fresh) => client.setQueryData(trpc.agreement.read.queryKey(), fresh),
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      description={t('about')}
      size="lg"
      footer={
        may('report.write') && (
          <Button variant="primary" pending={check.isPending} onClick={() => check.mutate()}>
            {t('check')}
          </Button>
        )
      }
    >
      {check.error && <Notice tone="danger">{explain(check.error)}</Notice>}
      {agreement === null ? (
        <Notice>{t('never')}</Notice>
      ) : (
        <div className="space-y-4">
          {agreement.generated > 0 && <Notice>{t('generated', { campaigns: agreement.generated })}</Notice>}
          <Notice
            tone={
              agreement.state === 'agrees' ? 'success' : agreement.state === 'differs' ? 'danger' : 'warning'
            }
          >
            {t(agreement.state, {
              orders: agreement.orders,
              days: agreement.days,
              waiting: agreement.waiting,
              different: agreement.different,
            })}
          </Notice>
          <p className="text-sm text-muted">
            {t('checked')} <RelativeTime at={agreement.checkedAt} />
          </p>
          {agreement.differences.length > 0 && <Differences rows={agreement.differences} />}
        </div>
      )}
    </Dialog>
  );
}

const COUNTS: ReadonlySet<string> = new Set(['orders', 'clickOrders']);

function Differences({ rows }: { rows: readonly Difference[] }) {
  const t = useTranslations('reports.agreement');
  const { locale } = useUi();
  const figure = ({ figure: name, currency }: Difference, value: number) =>
    COUNTS.has(name) ? <Num value={value} /> : <Money amount={value} currency={currency} />;
  return (
    <Table
      caption={t('differences')}
      rows={rows}
      rowKey={(row) => `${row.campaignId} ${row.day} ${row.figure}`}
      columns={[
        { id: 'campaign', header: t('campaign'), primary: true, cell: (row) => row.campaignName },
        {
          id: 'day',
          header: t('day'),
          cell: (row) => (row.day === null ? t('noDay') : formatDay(row.day, locale)),
        },
        { id: 'figure', header: t('figure'), cell: (row) => t(`figures.${row.figure}`) },
        { id: 'booked', header: t('booked'), numeric: true, cell: (row) => figure(row, row.booked) },
        { id: 'told', header: t('told'), numeric: true, cell: (row) => figure(row, row.told) },
      ]}
    />
  );
}
