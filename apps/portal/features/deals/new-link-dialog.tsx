'use client';
import type { Deal } from '@kolony/deals/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Button, Dialog, Input, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/links/schema').then((door) => door.NewLink);

/** A further link of the same deal, so that a KOL sees which post or place brought the orders. */
export default function NewLinkDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const t = useTranslations('portal.links');
  const actions = useTranslations('ui.actions');
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const create = useMutation(trpc.links.create.mutationOptions());
  const form = useForm({
    schema,
    submit: create.mutateAsync,
    prepare: (values) => ({ ...values, dealId: deal.id }),
    onDone: async (link) => {
      await queries.invalidateQueries({ queryKey: trpc.links.pathKey() });
      toast({ title: t('created', { label: link.label }), tone: 'success' });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('newTitle')} description={t('newHint')}>
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="label" label={t('label')} hint={t('labelHint')} required>
          <Input maxLength={60} autoComplete="off" />
        </FormField>
        <FormField
          form={form}
          name="destination"
          label={t('destination')}
          hint={t('destinationHint', { url: deal.landingUrl })}
          optional
        >
          <Input
            type="url"
            inputMode="url"
            maxLength={1_000}
            autoComplete="off"
            placeholder={deal.landingUrl}
          />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('create')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
