'use client';
import type { Deal } from '@kolony/deals/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { useChange } from '@kolony/shell/deal-room';
import { Button, Dialog, Input, MoneyInput } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.NewSample);

export default function PromiseSampleDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const t = useTranslations('brand.deal.sample');
  const actions = useTranslations('ui.actions');
  const { onSettled } = useChange();
  const promise = useMutation(useTrpc().work.promiseSample.mutationOptions({ onSettled }));
  const form = useForm({
    schema,
    prepare: (raw) => ({ ...raw, dealId: deal.id }),
    submit: promise.mutateAsync,
    onDone: onClose,
  });
  return (
    <Dialog open onClose={onClose} title={t('promiseTitle')} description={t('promiseAbout')}>
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="item" label={t('item')} required>
          <Input maxLength={200} />
        </FormField>
        <FormField form={form} name="quantity" label={t('quantity')} required>
          <Input type="number" min={1} max={10_000} defaultValue={1} />
        </FormField>
        <FormField form={form} name="cost" label={t('cost')} hint={t('costHint')} required>
          <MoneyInput currency={deal.campaign.currency} />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('promise')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
