'use client';
import type { Sample } from '@kolony/deals/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { useChange } from '@kolony/shell/deal-room';
import { Button, Dialog, Input } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.ShipSample);

export default function ShipSampleDialog({ sample, onClose }: { sample: Sample; onClose: () => void }) {
  const t = useTranslations('brand.deal.sample');
  const actions = useTranslations('ui.actions');
  const { onSettled } = useChange();
  const ship = useMutation(useTrpc().work.shipSample.mutationOptions({ onSettled }));
  const form = useForm({
    schema,
    // Both may be unknown: somebody brings the parcel in person.
    prepare: (raw) => ({ carrier: '', trackingNo: '', ...present(raw), id: sample.id }),
    submit: ship.mutateAsync,
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('shipTitle', { item: sample.item, quantity: sample.quantity })}
      description={t('shipAbout')}
    >
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="carrier" label={t('carrier')} optional>
          <Input maxLength={80} autoComplete="off" />
        </FormField>
        <FormField form={form} name="trackingNo" label={t('trackingNo')} optional>
          <Input maxLength={80} autoComplete="off" />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('ship')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

function present(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
}
