'use client';
import { CURRENCY_CODES, type CurrencyCode } from '@kolony/kernel/currency';
import { FormError, FormField, PageHeader, SubmitButton, useErrorMessage, useForm } from '@kolony/shell';
import {
  ButtonLink,
  Card,
  CardSkeleton,
  EmptyState,
  ErrorState,
  Input,
  Money,
  MoneyInput,
  Select,
  Stat,
  StatGroup,
  useToast,
} from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

/** What the workspace has and has not given to a campaign, and where finance books a bank transfer. */
export function FundingScreen() {
  const t = useTranslations('brand.funding');
  const explain = useErrorMessage();
  const may = useMay();
  const balances = useQuery(useTrpc().budget.balances.queryOptions());
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={may('payout.read') && <ButtonLink href="/statements">{t('statement')}</ButtonLink>}
      />
      <div className="max-w-3xl space-y-5">
        {balances.error && <ErrorState title={explain(balances.error)} onRetry={() => balances.refetch()} />}
        {!balances.data && !balances.error && <CardSkeleton lines={2} />}
        {balances.data?.length === 0 && <EmptyState title={t('none')} description={t('noneHint')} />}
        {balances.data && balances.data.length > 0 && (
          <StatGroup columns={3}>
            {balances.data.map((row) => (
              <Stat
                key={row.currency}
                label={t('freeIn', { currency: row.currency })}
                value={<Money amount={row.free} currency={row.currency} />}
              />
            ))}
          </StatGroup>
        )}
        {may('budget.write') && <DepositForm />}
      </div>
    </>
  );
}

const schema = () => import('@kolony/campaigns/schema').then((door) => door.Deposit);

function DepositForm() {
  const t = useTranslations('brand.funding');
  const toast = useToast();
  const queries = useQueryClient();
  const [currency, setCurrency] = useState<CurrencyCode>('CNY');
  const [round, setRound] = useState(0);
  const deposit = useMutation(useTrpc().budget.deposit.mutationOptions());
  const form = useForm({
    schema,
    submit: deposit.mutateAsync,
    onDone: async () => {
      toast({ title: t('recorded'), tone: 'success' });
      setRound(round + 1);
      await queries.invalidateQueries();
    },
  });
  return (
    <Card title={t('deposit')} description={t('depositAbout')}>
      <form {...form.props} key={round} className="grid gap-4 sm:grid-cols-3">
        <FormField form={form} name="currency" label={t('currency')} required>
          <Select
            options={CURRENCY_CODES.map((value) => ({ value, label: value }))}
            value={currency}
            onChange={(event) =>
              setCurrency(CURRENCY_CODES.find((code) => code === event.currentTarget.value) ?? 'CNY')
            }
          />
        </FormField>
        <FormField form={form} name="amount" label={t('amount')} required>
          <MoneyInput key={currency} currency={currency} />
        </FormField>
        <FormField form={form} name="reference" label={t('reference')} hint={t('referenceHint')} required>
          <Input maxLength={80} />
        </FormField>
        <div className="space-y-3 sm:col-span-3">
          <FormError form={form} />
          <SubmitButton form={form}>{t('record')}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
