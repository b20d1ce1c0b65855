'use client';
import type { CounterOffer, Deal, DealOffer } from '@kolony/deals/schema';
import { Button, Dialog, Textarea, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormError, FormField, SubmitButton } from '../../forms/form-parts.tsx';
import { useForm } from '../../forms/use-form.ts';
import { TermsForm } from '../../work/index.ts';
import { RoundDiff } from '../offer-rounds.tsx';
import { DeliverableFields, deliverablesOf } from './deliverable-fields.tsx';
import { PreviewStep } from './preview-step.tsx';

const schema = () => import('@kolony/deals/schema').then((door) => door.CounterOffer);

interface CounterDialogProps {
  deal: Deal;
  other: string;
  /** What is being answered: as it was when the dialog opened. */
  offer: DealOffer;
  /** Who can be named as a partner; only the brand names them. */
  agencies?: readonly { id: string; name: string }[];
  send: (counter: CounterOffer) => Promise<unknown>;
  onClose: () => void;
}

/** Another round: the rules and deliverables of the offer on the table, changed; shown as a diff before it is sent. */
export function CounterDialog({ deal, other, offer, agencies, send, onClose }: CounterDialogProps) {
  const t = useTranslations('domain.room.counter');
  const actions = useTranslations('ui.actions');
  const { timeZone } = useUi();
  const { currency } = deal.campaign;
  // The round that was read when the dialog opened, whatever is loaded behind it.
  const [read] = useState(offer);
  const [draft, setDraft] = useState<CounterOffer | null>(null);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const form = useForm({
    schema,
    prepare: (raw) => ({
      ...raw,
      id: deal.id,
      round: read.round,
      deliverables: deliverablesOf(raw, { defaults: read.deliverables, timeZone }),
    }),
    submit: async (values) => values,
    onDone: (values) => {
      setError(null);
      setDraft(values);
    },
  });
  const sendDraft = async () => {
    if (!draft) return;
    setSending(true);
    try {
      await send(draft);
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog
      open
      size="lg"
      onClose={onClose}
      title={t('title')}
      description={t('about', { round: read.round, name: other })}
    >
      <form {...form.props} hidden={draft !== null} className="space-y-5">
        <FormError form={form} />
        <TermsForm
          name="rules"
          currency={currency}
          defaultRules={read.rules}
          form={form}
          agencies={agencies}
        />
        <DeliverableFields form={form} defaults={read.deliverables} />
        <FormField
          form={form}
          name="message"
          label={t('message')}
          hint={t('messageHint', { name: other })}
          optional
        >
          <Textarea rows={3} maxLength={2_000} />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('preview')}</SubmitButton>
        </div>
      </form>
      {draft && (
        <PreviewStep
          title={t('previewTitle', { name: other })}
          sendLabel={t('send')}
          pending={sending}
          error={error}
          onBack={() => setDraft(null)}
          onSend={sendDraft}
        >
          <RoundDiff before={read} after={draft} currency={currency} />
          {draft.message && (
            <blockquote className="border-s-2 border-border-strong ps-3 break-words whitespace-pre-line">
              {draft.message}
            </blockquote>
          )}
        </PreviewStep>
      )}
    </Dialog>
  );
}
