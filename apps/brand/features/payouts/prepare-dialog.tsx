'use client';
import type { Payable } from '@kolony/payouts/schema';
import { useErrorMessage } from '@kolony/shell';
import { ConfirmDialog, DataList, formatMoney, Money, Notice, useToast, useUi } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const sumOf = (rows: readonly Payable[], figure: (row: Payable) => number) =>
  rows.reduce((sum, row) => sum + figure(row), 0);

interface PrepareProps {
  /** At least one, all of one currency. */
  chosen: readonly Payable[];
  onClose: () => void;
  onPrepared: () => void;
}

/** The preparer sees the sum and sends what they saw per party: another amount by now is refused. */
export default function PrepareDialog({ chosen, onClose, onPrepared }: PrepareProps) {
  const t = useTranslations('brand.payouts');
  const ui = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const { locale } = useUi();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const policies = useQuery(trpc.payouts.policies.queryOptions());
  const prepare = useMutation(trpc.payouts.prepare.mutationOptions());
  const currency = chosen[0]?.currency ?? 'CNY';
  const policy = policies.data?.find((one) => one.currency === currency);
  const net = sumOf(chosen, (row) => row.net);
  const recovered = sumOf(chosen, (row) => row.recovered);
  const withheld = sumOf(chosen, (row) => row.tax.withheld);
  const without = chosen.filter((row) => !row.hasAccount);
  const money = (amount: number) => <Money amount={amount} currency={currency} />;
  const run = () =>
    prepare.mutate(
      {
        currency,
        parties: chosen.map((row) => ({ party: row.payee.party, expectedPayable: row.payable })),
      },
      {
        onSuccess: (batch) => {
          toast({ title: t('prepared'), tone: 'success' });
          onPrepared();
          router.push(`/payouts/${batch.id}`);
        },
        onError: (error) => toast({ title: explain(error), tone: 'danger' }),
        onSettled: async () => {
          onClose();
          await queries.invalidateQueries();
        },
      },
    );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('prepareTitle', { count: chosen.length })}
      description={t('prepareAbout')}
      confirmLabel={t('prepareConfirm')}
      cancelLabel={ui('cancel')}
      pending={prepare.isPending}
      onConfirm={run}
    >
      <div className="space-y-4">
        <p className="text-2xl font-semibold tracking-tight">{money(net)}</p>
        <DataList
          items={[
            { id: 'payable', label: t('amount'), value: money(sumOf(chosen, (row) => row.payable)) },
            ...(recovered > 0
              ? [
                  {
                    id: 'recovered',
                    label: t('recovered'),
                    value: money(-recovered),
                  },
                ]
              : []),
            ...(withheld > 0 ? [{ id: 'withheld', label: t('withheld'), value: money(-withheld) }] : []),
            { id: 'net', label: t('sum'), value: money(net) },
          ]}
        />
        {policy && net > policy.fourEyesAbove && (
          <Notice tone="info">
            {t('willNeedAnother', { limit: formatMoney(policy.fourEyesAbove, { currency, locale }) })}
          </Notice>
        )}
        {without.length > 0 && (
          <Notice tone="warning">
            {t(policy?.provider === 'sandbox' ? 'withoutAccountProvider' : 'withoutAccount', {
              count: without.length,
              name: without[0]?.payee.name ?? '',
            })}
          </Notice>
        )}
      </div>
    </ConfirmDialog>
  );
}
