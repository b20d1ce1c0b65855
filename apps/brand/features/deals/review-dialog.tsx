'use client';
import type { Deal, DealDeliverable, Submission } from '@kolony/deals/schema';
import { FormError, FormField, useForm } from '@kolony/shell';
import { SubmissionView, useChange } from '@kolony/shell/deal-room';
import { Button, Dialog, Textarea } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.ReviewSubmission);

/** The verdict on a draft or a posting. What is sent back says what to change; a posting without label cannot pass. */
export default function ReviewDialog({
  deal,
  deliverable,
  submission,
  onClose,
}: {
  deal: Deal;
  deliverable: DealDeliverable;
  submission: Submission;
  onClose: () => void;
}) {
  const t = useTranslations('brand.deal.review');
  const actions = useTranslations('ui.actions');
  const { onSettled } = useChange();
  const review = useMutation(useTrpc().work.review.mutationOptions({ onSettled }));
  const approve = useRef(false);
  const form = useForm({
    schema,
    prepare: (raw) => ({ ...raw, submissionId: submission.id, approve: approve.current }),
    submit: review.mutateAsync,
    onDone: onClose,
  });
  const { kind } = submission;
  const blocked = kind === 'proof' && submission.disclosure === null;
  return (
    <Dialog
      open
      size="lg"
      onClose={onClose}
      title={t(`${kind}.title`, { title: deliverable.title })}
      description={t(`${kind}.about`)}
    >
      <form {...form.props} className="space-y-4">
        <SubmissionView
          submission={submission}
          label={deal.disclosure}
          side="brand"
          other={deal.kol.displayName}
        />
        <FormError form={form} />
        <FormField form={form} name="note" label={t('note')} hint={t(blocked ? 'noteBlocked' : 'noteHint')}>
          <Textarea rows={3} maxLength={2_000} />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <Button
            type="submit"
            pending={form.pending && !approve.current}
            disabled={form.pending}
            onClick={() => {
              approve.current = false;
            }}
          >
            {t(`${kind}.reject`)}
          </Button>
          <Button
            type="submit"
            variant="primary"
            pending={form.pending && approve.current}
            disabled={form.pending || blocked}
            onClick={() => {
              approve.current = true;
            }}
          >
            {t(`${kind}.approve`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
