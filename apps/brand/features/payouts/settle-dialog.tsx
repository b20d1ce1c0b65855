'use client';
import type { Payout } from '@kolony/payouts/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Dialog, Input, Money, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/payouts/schema').then((door) => door.SettlePayout);

/** Finance paid at the bank and types its reference in. */
export default function SettleDialog({ payout, onClose }: { payout: Payout; onClose: () => void }) {
  const t = useTranslations('brand.payouts');
  const toast = useToast();
  const queries = useQueryClient();
  const settle = useMutation(useTrpc().payouts.settle.mutationOptions());
  const form = useForm({
    schema,
    prepare: (values) => ({ ...values, payoutId: payout.id }),
    submit: settle.mutateAsync,
    onDone: async () => {
      toast({ title: t('settled'), tone: 'success' });
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settleTitle', { name: payout.payee.name })}
      description={t('settleAbout')}
    >
      <form {...form.props} className="space-y-4">
        <p className="text-xl font-semibold">
          <Money amount={payout.net} currency={payout.currency} />
        </p>
        <FormField form={form} name="reference" label={t('reference')} hint={t('referenceHint')} required>
          <Input maxLength={80} />
        </FormField>
        <FormError form={form} />
        <SubmitButton form={form}>{t('settle')}</SubmitButton>
      </form>
    </Dialog>
  );
}
