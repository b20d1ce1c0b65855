'use client';
import type { Payable } from '@kolony/payouts/schema';
import { DataTable, useErrorMessage, useUrlState } from '@kolony/shell';
import { TaxInBrief } from '@kolony/shell/payouts';
import { Badge, Button, Checkbox, ErrorState, Money, Segmented, TableSkeleton } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { HandCoins } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

const PrepareDialog = dynamic(() => import('./prepare-dialog.tsx'));

/** Who could be paid what now, one currency at a time: a batch has one currency. */
export function PayableTab() {
  const t = useTranslations('brand.payouts');
  const explain = useErrorMessage();
  const [asked, set] = useUrlState({ currency: '' });
  const payable = useQuery(useTrpc().payouts.payable.queryOptions());
  if (payable.error && !payable.data)
    return <ErrorState title={explain(payable.error)} onRetry={() => payable.refetch()} />;
  if (!payable.data) return <TableSkeleton rows={5} columns={5} />;
  const currencies = [...new Set(payable.data.map((row) => row.currency))].sort();
  const currency = currencies.find((one) => one === asked.currency) ?? currencies[0];
  return (
    <div className="space-y-4">
      {currencies.length > 1 && (
        <Segmented
          label={t('currency')}
          value={currency ?? ''}
          onChange={(next) => set({ currency: next })}
          options={currencies.map((value) => ({ value, label: value }))}
        />
      )}
      <PayableTable key={currency} rows={payable.data.filter((row) => row.currency === currency)} />
    </div>
  );
}

function PayableTable({ rows }: { rows: readonly Payable[] }) {
  const t = useTranslations('brand.payouts');
  const kinds = useTranslations('domain.payeeKinds');
  const mayPrepare = useMay()('payout.write');
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [preparing, setPreparing] = useState(false);
  const ready = rows.filter((row) => !row.belowMinimum);
  const chosen = ready.filter((row) => marked.has(row.payee.party));
  const all = ready.length > 0 && chosen.length === ready.length;
  const mark = (party: string, on: boolean) => {
    const next = new Set(marked);
    if (on) next.add(party);
    else next.delete(party);
    setMarked(next);
  };
  return (
    <>
      <DataTable
        prefix="payable"
        caption={t('tabs.payable')}
        rows={rows}
        rowKey={(row) => row.payee.party}
        searchText={(row) => row.payee.name}
        actions={
          mayPrepare && (
            <>
              <Button
                variant="ghost"
                disabled={ready.length === 0}
                onClick={() => setMarked(all ? new Set() : new Set(ready.map((row) => row.payee.party)))}
              >
                {t(all ? 'chooseNone' : 'chooseAll', { count: ready.length })}
              </Button>
              <Button variant="primary" disabled={chosen.length === 0} onClick={() => setPreparing(true)}>
                {t('prepare', { count: chosen.length })}
              </Button>
            </>
          )
        }
        columns={[
          {
            id: 'payee',
            header: t('payee'),
            primary: true,
            width: '13rem',
            cell: (row) =>
              mayPrepare ? (
                <Checkbox
                  label={row.payee.name}
                  hint={kinds(row.payee.kind)}
                  checked={!row.belowMinimum && marked.has(row.payee.party)}
                  disabled={row.belowMinimum}
                  onChange={(event) => mark(row.payee.party, event.currentTarget.checked)}
                />
              ) : (
                row.payee.name
              ),
            sortValue: (row) => row.payee.name,
          },
          {
            id: 'commissions',
            header: t('commissions'),
            numeric: true,
            cell: (row) => row.commissions,
            sortValue: (row) => row.commissions,
            hideOnPhone: true,
          },
          {
            id: 'payable',
            header: t('amount'),
            numeric: true,
            cell: (row) => <Money amount={row.payable} currency={row.currency} />,
            sortValue: (row) => row.payable,
          },
          { id: 'recovered', header: t('recovered'), numeric: true, cell: (row) => <Recovered row={row} /> },
          { id: 'tax', header: t('withheld'), numeric: true, cell: (row) => <Withheld row={row} /> },
          {
            id: 'net',
            header: t('net'),
            numeric: true,
            cell: (row) => (
              <strong className="font-semibold">
                <Money amount={row.net} currency={row.currency} />
              </strong>
            ),
            sortValue: (row) => row.net,
          },
          { id: 'hint', header: t('hint'), cell: (row) => <Hints row={row} />, bare: true },
        ]}
        empty={{ icon: <HandCoins />, title: t('nothingPayable'), description: t('nothingPayableHint') }}
      />
      {preparing && (
        <PrepareDialog
          chosen={chosen}
          onClose={() => setPreparing(false)}
          onPrepared={() => setMarked(new Set())}
        />
      )}
    </>
  );
}

/** What is kept for a debt, and how large the debt is when more of it stays. */
function Recovered({ row }: { row: Payable }) {
  const t = useTranslations('brand.payouts');
  if (row.owed === 0) return '–';
  return (
    <span className="block text-end">
      <Money amount={row.recovered === 0 ? 0 : -row.recovered} currency={row.currency} />
      <span className="block text-sm text-muted">
        {t('ofOwed')} <Money amount={row.owed} currency={row.currency} />
      </span>
    </span>
  );
}

function Withheld({ row }: { row: Payable }) {
  if (row.tax.ruleSet === 'none') return '–';
  return (
    <span className="block text-end">
      <Money amount={row.tax.withheld === 0 ? 0 : -row.tax.withheld} currency={row.currency} />
      <span className="block text-sm text-muted">
        <TaxInBrief tax={row.tax} currency={row.currency} />
      </span>
    </span>
  );
}

/** Why somebody cannot be chosen, or what will be missing later. */
function Hints({ row }: { row: Payable }) {
  const t = useTranslations('brand.payouts');
  if (!row.belowMinimum && row.hasAccount) return null;
  return (
    <span className="flex flex-wrap gap-1.5">
      {row.belowMinimum && <Badge tone="neutral">{t('belowMinimum')}</Badge>}
      {!row.hasAccount && <Badge tone="warning">{t('noAccount')}</Badge>}
    </span>
  );
}
