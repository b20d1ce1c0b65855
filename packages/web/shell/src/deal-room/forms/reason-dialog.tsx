'use client';
import { Button, Dialog, Textarea } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { FormError, FormField } from '../../forms/form-parts.tsx';
import { useForm } from '../../forms/use-form.ts';

const schema = () => import('@kolony/deals/schema').then((door) => door.WithReason);

interface ReasonDialogProps {
  /** The deal it is about. */
  id: string;
  title: string;
  description: string;
  /** The other side reads the reason, too. */
  other: string;
  confirmLabel: string;
  danger?: boolean;
  submit: (values: { id: string; reason: string }) => Promise<unknown>;
  onClose: () => void;
}

/** Something that one side does alone and that the other must understand: it always has a reason. */
export function ReasonDialog({ id, other, submit, onClose, ...words }: ReasonDialogProps) {
  const t = useTranslations('domain.room.reason');
  const actions = useTranslations('ui.actions');
  const form = useForm({ schema, prepare: (raw) => ({ ...raw, id }), submit, onDone: onClose });
  return (
    <Dialog open onClose={onClose} title={words.title} description={words.description}>
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="reason" label={t('label')} hint={t('hint', { name: other })} required>
          <Textarea rows={3} maxLength={500} />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <Button type="submit" variant={words.danger ? 'danger' : 'primary'} pending={form.pending}>
            {words.confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
