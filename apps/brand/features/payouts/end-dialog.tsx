'use client';
import type { Payout } from '@kolony/payouts/schema';
import { FormError, FormField, useForm } from '@kolony/shell';
import { Button, Dialog, Input, Money, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/payouts/schema').then((door) => door.FailPayout);

interface EndProps {
  payout: Payout;
  /** The bank refused it, or it was paid and came back. */
  how: 'fail' | 'returned';
  onClose: () => void;
}

/** Money that did not arrive is payable again; the payee reads the reason. */
export default function EndDialog({ payout, how, onClose }: EndProps) {
  const t = useTranslations('brand.payouts');
  const actions = useTranslations('ui.actions');
  const toast = useToast();
  const queries = useQueryClient();
  const { payouts } = useTrpc();
  const fail = useMutation(payouts.fail.mutationOptions());
  const returned = useMutation(payouts.returned.mutationOptions());
  const form = useForm({
    schema,
    prepare: (values) => ({ ...values, payoutId: payout.id }),
    submit: how === 'fail' ? fail.mutateAsync : returned.mutateAsync,
    onDone: async () => {
      toast({ title: t('payableAgain'), tone: 'success' });
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`${how}Title`, { name: payout.payee.name })}
      description={t(`${how}About`)}
    >
      <form {...form.props} className="space-y-4">
        <p className="text-xl font-semibold">
          <Money amount={payout.net} currency={payout.currency} />
        </p>
        <FormField form={form} name="reason" label={t('reason')} hint={t('reasonHint')} required>
          <Input maxLength={200} />
        </FormField>
        <FormError form={form} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <Button type="submit" variant="danger" pending={form.pending}>
            {t(how)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
