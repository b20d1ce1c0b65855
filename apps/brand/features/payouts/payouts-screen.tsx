'use client';
import type { Payable, Payout } from '@kolony/payouts/schema';
import { DataTable, PageHeader, useErrorMessage } from '@kolony/shell';
import {
  Button,
  ConfirmDialog,
  DataList,
  Link,
  Money,
  RelativeTime,
  StatusBadge,
  useToast,
} from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { SettleDialog } from './settle-dialog.tsx';

export function PayoutsScreen() {
  const t = useTranslations('brand.payouts');
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <div className="space-y-8">
        <PayableTable />
        <PayoutTable />
      </div>
    </>
  );
}

function PayableTable() {
  const t = useTranslations('brand.payouts');
  const may = useMay();
  const [chosen, setChosen] = useState<Payable | null>(null);
  const payable = useQuery(useTrpc().payouts.payable.queryOptions());
  return (
    <section>
      <h2 className="mb-3 text-lg font-semibold">{t('payable')}</h2>
      <DataTable
        prefix="payable"
        caption={t('payable')}
        rows={payable.data}
        error={payable.error}
        onRetry={() => payable.refetch()}
        rowKey={(row) => `${row.kol.id}-${row.currency}`}
        columns={[
          {
            id: 'kol',
            header: t('kol'),
            primary: true,
            cell: (row) => row.kol.displayName,
            sortValue: (row) => row.kol.displayName,
          },
          { id: 'count', header: t('commissions'), numeric: true, cell: (row) => row.commissions },
          {
            id: 'payable',
            header: t('amount'),
            numeric: true,
            cell: (row) => <Money amount={row.payable} currency={row.currency} />,
            sortValue: (row) => row.payable,
          },
          {
            id: 'net',
            header: t('net'),
            numeric: true,
            cell: (row) => <Money amount={row.net} currency={row.currency} />,
          },
          {
            id: 'approve',
            header: '',
            bare: true,
            cell: (row) =>
              may('payout.write') && (
                <Button
                  size="sm"
                  variant="primary"
                  onClick={() => setChosen(row)}
                  aria-label={t('approveName', { name: row.kol.displayName })}
                >
                  {t('approve')}
                </Button>
              ),
          },
        ]}
        empty={{ title: t('nothingPayable'), description: t('nothingPayableHint') }}
      />
      {chosen && <Approve payable={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

/** The approver sees the figures and sends what they saw: another amount by now is refused. */
function Approve({ payable, onClose }: { payable: Payable; onClose: () => void }) {
  const t = useTranslations('brand.payouts');
  const ui = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const approve = useMutation(
    useTrpc().payouts.approve.mutationOptions({
      onSuccess: () => toast({ title: t('approved'), tone: 'success' }),
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
      onSettled: async () => {
        onClose();
        await queries.invalidateQueries();
      },
    }),
  );
  const money = (amount: number) => <Money amount={amount} currency={payable.currency} />;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('approveTitle', { name: payable.kol.displayName })}
      description={t('approveAbout')}
      confirmLabel={t('approve')}
      cancelLabel={ui('cancel')}
      pending={approve.isPending}
      onConfirm={() =>
        approve.mutate({
          kolId: payable.kol.id,
          currency: payable.currency,
          expectedPayable: payable.payable,
        })
      }
    >
      <DataList
        items={[
          { id: 'payable', label: t('amount'), value: money(payable.payable) },
          ...(payable.recovered > 0
            ? [
                {
                  id: 'recovered',
                  label: t('recovered'),
                  value: money(-payable.recovered),
                  hint: t('recoveredHint'),
                },
              ]
            : []),
          { id: 'net', label: t('net'), value: money(payable.net) },
        ]}
      />
    </ConfirmDialog>
  );
}

function PayoutTable() {
  const t = useTranslations('brand.payouts');
  const states = useTranslations('domain.payoutStates');
  const may = useMay();
  const [settling, setSettling] = useState<Payout | null>(null);
  const payouts = useQuery(useTrpc().payouts.list.queryOptions({ limit: 100 }));
  return (
    <section>
      <h2 className="mb-3 text-lg font-semibold">{t('history')}</h2>
      <DataTable
        prefix="payouts"
        caption={t('history')}
        rows={payouts.data?.data}
        error={payouts.error}
        onRetry={() => payouts.refetch()}
        rowKey={(row) => row.id}
        searchText={(row) => `${row.kol.displayName} ${row.reference ?? ''}`}
        columns={[
          {
            id: 'kol',
            header: t('kol'),
            primary: true,
            cell: (row) => (
              <Link href={`/statements/${row.kol.id}?currency=${row.currency}`}>{row.kol.displayName}</Link>
            ),
          },
          {
            id: 'state',
            header: t('state'),
            cell: (row) => (
              <StatusBadge tone={row.state === 'paid' ? 'success' : 'warning'}>
                {states(row.state)}
              </StatusBadge>
            ),
            sortValue: (row) => row.state,
          },
          {
            id: 'net',
            header: t('net'),
            numeric: true,
            cell: (row) => <Money amount={row.net} currency={row.currency} />,
            sortValue: (row) => row.net,
          },
          {
            id: 'approved',
            header: t('approvedAt'),
            cell: (row) => <RelativeTime at={row.approvedAt} />,
            sortValue: (row) => row.approvedAt.getTime(),
          },
          { id: 'reference', header: t('reference'), cell: (row) => row.reference ?? '–', hideOnPhone: true },
          {
            id: 'settle',
            header: '',
            bare: true,
            cell: (row) =>
              row.state === 'approved' &&
              may('payout.write') && (
                <Button
                  size="sm"
                  onClick={() => setSettling(row)}
                  aria-label={t('settleName', { name: row.kol.displayName })}
                >
                  {t('settle')}
                </Button>
              ),
          },
        ]}
        empty={{ title: t('none'), description: t('noneHint') }}
      />
      {settling && <SettleDialog payout={settling} onClose={() => setSettling(null)} />}
    </section>
  );
}
