'use client';
import { Button, Textarea } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { FormError, FormField, SubmitButton } from '../../forms/form-parts.tsx';
import { useForm } from '../../forms/use-form.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.NewComment);

export interface CommentFormProps {
  submissionId: string;
  submit: (values: { submissionId: string; body: string }) => Promise<unknown>;
  onClose: () => void;
}

/** A word about what was handed in; both sides read it. */
export default function CommentForm({ submissionId, submit, onClose }: CommentFormProps) {
  const t = useTranslations('domain.room.submission');
  const actions = useTranslations('ui.actions');
  const form = useForm({
    schema,
    prepare: (raw) => ({ ...raw, submissionId }),
    submit,
    onDone: onClose,
  });
  return (
    <form {...form.props} className="space-y-2">
      <FormError form={form} />
      <FormField form={form} name="body" label={t('comment')} required>
        <Textarea rows={3} maxLength={2_000} autoFocus />
      </FormField>
      <div className="flex flex-wrap gap-2">
        <SubmitButton form={form}>{t('send')}</SubmitButton>
        <Button variant="ghost" onClick={onClose}>
          {actions('cancel')}
        </Button>
      </div>
    </form>
  );
}
