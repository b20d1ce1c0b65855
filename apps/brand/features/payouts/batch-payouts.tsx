'use client';
import type { Payout, PayoutBatch } from '@kolony/payouts/schema';
import { DataTable } from '@kolony/shell';
import { PAYOUT_TONE, TaxInBrief } from '@kolony/shell/payouts';
import { Button, Menu, type MenuItem, Money, StatusBadge } from '@kolony/ui';
import { EllipsisVertical } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '../frame/me.tsx';

const PayoutDrawer = dynamic(() => import('./payout-drawer.tsx'));
const SettleDialog = dynamic(() => import('./settle-dialog.tsx'));
const EndDialog = dynamic(() => import('./end-dialog.tsx'));

type Asking = { payout: Payout; what: 'open' | 'settle' | 'fail' | 'returned' };

/** The payouts of a batch; what happened at the bank is recorded here, per payout. */
export function BatchPayouts({ batch }: { batch: PayoutBatch }) {
  const t = useTranslations('brand.payouts');
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const { currency } = batch;
  return (
    <>
      <DataTable
        caption={t('payouts')}
        rows={batch.payouts}
        rowKey={(payout) => payout.id}
        searchText={(payout) => `${payout.payee.name} ${payout.reference ?? ''}`}
        columns={[
          {
            id: 'payee',
            header: t('payee'),
            primary: true,
            cell: (payout) => (
              <button
                type="button"
                className="text-start font-medium underline decoration-border-strong underline-offset-3 hover:text-accent-text"
                onClick={() => setAsking({ payout, what: 'open' })}
              >
                {payout.payee.name}
              </button>
            ),
            sortValue: (payout) => payout.payee.name,
          },
          { id: 'state', header: t('state'), cell: (payout) => <State payout={payout} /> },
          {
            id: 'amount',
            header: t('amount'),
            numeric: true,
            cell: (payout) => <Money amount={payout.amount} currency={currency} />,
            sortValue: (payout) => payout.amount,
          },
          {
            id: 'recovered',
            header: t('recovered'),
            numeric: true,
            cell: (payout) =>
              payout.recovered === 0 ? '–' : <Money amount={-payout.recovered} currency={currency} />,
          },
          { id: 'tax', header: t('withheld'), numeric: true, cell: (payout) => <Withheld payout={payout} /> },
          {
            id: 'net',
            header: t('net'),
            numeric: true,
            cell: (payout) => (
              <strong className="font-semibold">
                <Money amount={payout.net} currency={currency} />
              </strong>
            ),
            sortValue: (payout) => payout.net,
          },
          {
            id: 'do',
            header: '',
            bare: true,
            cell: (payout) => <Report payout={payout} onAsk={(what) => setAsking({ payout, what })} />,
          },
        ]}
        empty={{ title: t('none'), description: t('noneHint') }}
      />
      {asking?.what === 'open' && <PayoutDrawer payout={asking.payout} onClose={close} />}
      {asking?.what === 'settle' && <SettleDialog payout={asking.payout} onClose={close} />}
      {(asking?.what === 'fail' || asking?.what === 'returned') && (
        <EndDialog payout={asking.payout} how={asking.what} onClose={close} />
      )}
    </>
  );
}

/** The state, and the bank's word for it. */
function State({ payout }: { payout: Payout }) {
  const t = useTranslations('brand.payouts');
  const states = useTranslations('domain.payoutStates');
  const missing = payout.account === null && (payout.state === 'proposed' || payout.state === 'approved');
  const word = payout.reason ?? payout.reference ?? (missing ? t('noAccount') : null);
  return (
    <span className="block text-end sm:text-start">
      <StatusBadge tone={PAYOUT_TONE[payout.state]}>{states(payout.state)}</StatusBadge>
      {word && <span className="mt-0.5 block text-sm break-words text-muted">{word}</span>}
    </span>
  );
}

function Withheld({ payout }: { payout: Payout }) {
  if (payout.tax.ruleSet === 'none') return '–';
  return (
    <span className="block text-end">
      <Money amount={payout.withheld === 0 ? 0 : -payout.withheld} currency={payout.currency} />
      <span className="block text-sm text-muted">
        <TaxInBrief tax={payout.tax} currency={payout.currency} />
      </span>
    </span>
  );
}

/** What finance can record by hand; a provider reports on its own payouts. */
function Report({ payout, onAsk }: { payout: Payout; onAsk: (what: Asking['what']) => void }) {
  const t = useTranslations('brand.payouts');
  const mayWrite = useMay()('payout.write');
  const name = payout.payee.name;
  const byHand = mayWrite && payout.provider === 'manual';
  const settleable = byHand && payout.state === 'approved';
  const items: MenuItem[] = [
    { id: 'open', label: t('details'), onSelect: () => onAsk('open') },
    ...(settleable ? [{ id: 'fail', label: t('fail'), danger: true, onSelect: () => onAsk('fail') }] : []),
    ...(byHand && payout.state === 'paid'
      ? [{ id: 'returned', label: t('returned'), danger: true, onSelect: () => onAsk('returned') }]
      : []),
  ];
  return (
    <span className="flex items-center justify-end gap-1.5">
      {settleable && (
        <Button size="sm" onClick={() => onAsk('settle')} aria-label={t('settleName', { name })}>
          {t('settle')}
        </Button>
      )}
      <Menu
        label={t('menu', { name })}
        variant="ghost"
        size="sm"
        icon={<EllipsisVertical aria-hidden className="size-4" />}
        items={items}
      />
    </span>
  );
}
