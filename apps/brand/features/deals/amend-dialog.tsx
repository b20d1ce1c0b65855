'use client';
import type { AmendTerms, Deal, Terms } from '@kolony/deals/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { useChange, useDate } from '@kolony/shell/deal-room';
import { PreviewStep } from '@kolony/shell/deal-room/forms';
import { TermsDiff, TermsForm } from '@kolony/shell/work';
import { Button, Dialog, Notice, Textarea, useNow } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.AmendTerms);

interface Draft {
  values: AmendTerms;
  /** Null: at once. */
  from: Date | null;
}

/** A new version of agreed rules: changed, shown as a diff with the day it begins, then sent. */
export default function AmendDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const newest = deal.terms.at(-1);
  return newest ? <Amend deal={deal} newest={newest} onClose={onClose} /> : null;
}

function Amend({ deal, newest, onClose }: { deal: Deal; newest: Terms; onClose: () => void }) {
  const t = useTranslations('brand.deal.amendment');
  const actions = useTranslations('ui.actions');
  const date = useDate();
  const now = useNow();
  const { onSettled } = useChange();
  const amend = useMutation(useTrpc().deals.amend.mutationOptions({ onSettled }));
  const [draft, setDraft] = useState<Draft | null>(null);
  const form = useForm({
    schema,
    prepare: (raw) => ({ ...raw, id: deal.id }),
    submit: async (values): Promise<Draft> => {
      const { effectiveFrom } = await import('@kolony/deals/schema');
      const at = new Date(now);
      const from = effectiveFrom(deal.terms, { rules: values.rules, at });
      return { values, from: from > at ? from : null };
    },
    onDone: (next) => {
      amend.reset();
      setDraft(next);
    },
  });
  return (
    <Dialog
      open
      size="lg"
      onClose={onClose}
      title={t('title', { version: newest.version + 1 })}
      description={t('about')}
    >
      <form {...form.props} hidden={draft !== null} className="space-y-5">
        <FormError form={form} />
        <TermsForm
          name="rules"
          currency={deal.campaign.currency}
          defaultRules={newest.rules}
          form={form}
          amending
        />
        <Notice>{t('fixed')}</Notice>
        <FormField
          form={form}
          name="reason"
          label={t('reason')}
          hint={t('reasonHint', { name: deal.kol.displayName })}
          required
        >
          <Textarea rows={3} maxLength={500} />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('preview')}</SubmitButton>
        </div>
      </form>
      {draft && (
        <PreviewStep
          title={t('previewTitle')}
          sendLabel={t('send', { version: newest.version + 1 })}
          pending={amend.isPending}
          error={amend.error}
          onBack={() => setDraft(null)}
          onSend={() => amend.mutate(draft.values, { onSuccess: onClose })}
        >
          <TermsDiff before={newest.rules} after={draft.values.rules} currency={deal.campaign.currency} />
          <Notice
            tone={draft.from ? 'warning' : 'success'}
            title={draft.from ? t('later', { at: date(draft.from) }) : t('atOnce')}
          >
            {draft.from ? t('laterHint') : t('atOnceHint')}
          </Notice>
          <p className="break-words text-muted">{draft.values.reason}</p>
        </PreviewStep>
      )}
    </Dialog>
  );
}
