'use client';
import type { OpenCampaign } from '@kolony/deals/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { useChange } from '@kolony/shell/deal-room';
import { Button, Dialog, Textarea, useToast } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.ApplyToCampaign);

/** Applying asks for the campaign's offer as it is; the brand answers. */
export default function ApplyDialog({ campaign, onClose }: { campaign: OpenCampaign; onClose: () => void }) {
  const t = useTranslations('portal.discover');
  const actions = useTranslations('ui.actions');
  const router = useRouter();
  const toast = useToast();
  const { onSettled } = useChange();
  const apply = useMutation(useTrpc().offers.applyTo.mutationOptions({ onSettled }));
  const form = useForm({
    schema,
    prepare: (raw) => ({ ...raw, campaignId: campaign.id }),
    submit: apply.mutateAsync,
    onDone: (deal) => {
      toast({ title: t('applied', { brand: campaign.brand.name }), tone: 'success' });
      router.push(`/deals/${deal.id}`);
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('applyTitle', { campaign: campaign.name })}
      description={t('applyAbout', { brand: campaign.brand.name })}
    >
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="message" label={t('message')} hint={t('messageHint')} optional>
          <Textarea rows={4} maxLength={2_000} />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('apply')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
