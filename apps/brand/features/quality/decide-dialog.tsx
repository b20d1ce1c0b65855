'use client';
import type { HeldOrder } from '@kolony/commissions/schema';
import { FormError, FormField, useForm } from '@kolony/shell';
import { CheckReasons } from '@kolony/shell/checks';
import { Button, DataList, Dialog, Input, Money, RadioCards, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/commissions/schema').then((door) => door.HeldOrderDecision);

/** Let the hold go on, or take the commissions back; the KOL reads which, why and the note. */
export default function DecideDialog({ order, onClose }: { order: HeldOrder; onClose: () => void }) {
  const t = useTranslations('brand.quality');
  const actions = useTranslations('ui.actions');
  const toast = useToast();
  const queries = useQueryClient();
  const decide = useMutation(useTrpc().quality.decide.mutationOptions());
  const form = useForm({
    schema,
    prepare: (values) => ({ ...values, conversionId: order.conversionId }),
    submit: decide.mutateAsync,
    onDone: async (_done, { decision }) => {
      toast({ title: t(`${decision}Done`), tone: 'success' });
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('decideTitle', { order: order.orderId })}
      description={t('decideAbout')}
    >
      <form {...form.props} className="space-y-4">
        <CheckReasons reasons={order.reasons} />
        <DataList
          items={[
            { id: 'kol', label: t('kol'), value: order.kolName },
            {
              id: 'commission',
              label: t('commission'),
              value: <Money amount={order.commission} currency={order.commissionCurrency} />,
            },
          ]}
        />
        <RadioCards
          name="decision"
          defaultValue="released"
          columns={2}
          options={[
            { value: 'released', label: t('release'), hint: t('releaseHint') },
            { value: 'refused', label: t('refuse'), hint: t('refuseHint') },
          ]}
        />
        <FormField form={form} name="note" label={t('note')} hint={t('noteHint')} optional>
          <Input maxLength={500} />
        </FormField>
        <FormError form={form} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <Button type="submit" variant="primary" pending={form.pending}>
            {t('decide')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
