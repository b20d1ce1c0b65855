'use client';
import { Button, Textarea } from '@kolony/ui';
import { MessageSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormError, FormField, SubmitButton } from '../forms/form-parts.tsx';
import { useForm } from '../forms/use-form.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.NewComment);

/** A word about what was handed in; both sides read it. */
export function CommentForm({
  submissionId,
  submit,
}: {
  submissionId: string;
  submit: (values: { submissionId: string; body: string }) => Promise<unknown>;
}) {
  const t = useTranslations('domain.room.submission');
  const actions = useTranslations('ui.actions');
  const [open, setOpen] = useState(false);
  const form = useForm({
    schema,
    prepare: (raw) => ({ ...raw, submissionId }),
    submit,
    onDone: () => setOpen(false),
  });
  if (!open) {
    return (
      <Button
        size="sm"
        variant="ghost"
        icon={<MessageSquare aria-hidden className="size-4" />}
        onClick={() => setOpen(true)}
      >
        {t('comment')}
      </Button>
    );
  }
  return (
    <form {...form.props} className="space-y-2">
      <FormError form={form} />
      <FormField form={form} name="body" label={t('comment')} required>
        <Textarea rows={3} maxLength={2_000} autoFocus />
      </FormField>
      <div className="flex flex-wrap gap-2">
        <SubmitButton form={form}>{t('send')}</SubmitButton>
        <Button variant="ghost" onClick={() => setOpen(false)}>
          {actions('cancel')}
        </Button>
      </div>
    </form>
  );
}
