'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Dialog, Link, Money, MoneyInput, useToast } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/campaigns/schema').then((door) => door.FundCampaign);

/** Moves money from the workspace's funds into the campaign's escrow. */
export function FundDialog({
  campaign,
  open,
  onClose,
}: {
  campaign: Campaign;
  open: boolean;
  onClose: () => void;
}) {
  const t = useTranslations('brand.fund');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} description={t('about')}>
      {open && <FundForm campaign={campaign} onDone={onClose} />}
    </Dialog>
  );
}

function FundForm({ campaign, onDone }: { campaign: Campaign; onDone: () => void }) {
  const t = useTranslations('brand.fund');
  const trpc = useTrpc();
  const toast = useToast();
  const queries = useQueryClient();
  // One key per opened dialog: a second press funds nothing twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const balances = useQuery(trpc.budget.balances.queryOptions());
  const fund = useMutation(trpc.budget.fund.mutationOptions());
  const free = balances.data?.find((row) => row.currency === campaign.currency)?.free ?? 0;
  const form = useForm({
    schema,
    prepare: (values) => ({ ...values, campaignId: campaign.id, idempotencyKey }),
    submit: fund.mutateAsync,
    onDone: async () => {
      toast({ title: t('done'), tone: 'success' });
      await queries.invalidateQueries();
      onDone();
    },
  });
  return (
    <form {...form.props} className="space-y-4">
      <p className="text-sm">
        {t('free')}{' '}
        <strong>
          <Money amount={free} currency={campaign.currency} />
        </strong>{' '}
        · <Link href="/funding">{t('deposit')}</Link>
      </p>
      <FormField form={form} name="amount" label={t('amount')} required>
        <MoneyInput currency={campaign.currency} />
      </FormField>
      <FormError form={form} />
      <SubmitButton form={form}>{t('submit')}</SubmitButton>
    </form>
  );
}
