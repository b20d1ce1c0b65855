'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import type { AmendTerms } from '@kolony/deals/schema';
import { FormError, FormField, SubmitButton, useErrorMessage, useForm } from '@kolony/shell';
import { PreviewStep } from '@kolony/shell/deal-room/forms';
import { TermsDiff, TermsForm } from '@kolony/shell/work';
import { Button, Dialog, Notice, Textarea, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.AmendTerms);

/** What a live campaign offers from now on; who took the old offer follows under the rate lock. Shown as a diff first. */
export function OfferDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const t = useTranslations('brand.changeOffer');
  const actions = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<AmendTerms | null>(null);
  const change = useMutation(
    useTrpc().campaigns.changeOffer.mutationOptions({
      onSuccess: async ({ amended }) => {
        toast({ title: t('done', { count: amended }), tone: 'success' });
        onClose();
        await queries.invalidateQueries();
      },
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
    }),
  );
  const form = useForm({
    schema,
    prepare: (raw) => ({ ...raw, id: campaign.id }),
    submit: async (values) => values,
    onDone: setDraft,
  });
  return (
    <Dialog open size="lg" onClose={onClose} title={t('title')} description={t('about')}>
      <form {...form.props} hidden={draft !== null} className="space-y-5">
        <FormError form={form} />
        <TermsForm name="rules" currency={campaign.currency} defaultRules={campaign.offer} form={form} />
        <FormField form={form} name="reason" label={t('reason')} hint={t('reasonHint')} required>
          <Textarea rows={2} maxLength={500} />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('preview')}</SubmitButton>
        </div>
      </form>
      {draft && (
        <PreviewStep
          title={t('previewTitle')}
          sendLabel={t('send')}
          pending={change.isPending}
          error={change.error}
          onBack={() => setDraft(null)}
          onSend={() => change.mutate(draft)}
        >
          <TermsDiff
            before={campaign.offer}
            after={draft.rules}
            currency={campaign.currency}
            deliverables={campaign.deliverables}
          />
          <Notice>{t('lock')}</Notice>
        </PreviewStep>
      )}
    </Dialog>
  );
}
