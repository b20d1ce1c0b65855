'use client';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Button, Dialog, Field, Input, PercentInput, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/identity/schema').then((door) => door.ProposeMembership);

/** A KOL is asked by handle, for a share of what the KOL would get alone. */
export default function AskKolDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('portal.roster');
  const actions = useTranslations('ui.actions');
  const toast = useToast();
  const queries = useQueryClient();
  const { memberships } = useTrpc();
  const [shareBp, setShareBp] = useState<number | null>(2_000);
  const propose = useMutation(memberships.propose.mutationOptions());
  const form = useForm({
    schema,
    prepare: (values) => ({ ...values, handle: String(values.handle ?? '').replace(/^@/, ''), shareBp }),
    submit: propose.mutateAsync,
    onDone: async ({ kol }) => {
      await queries.invalidateQueries({ queryKey: memberships.pathKey() });
      toast({ title: t('asked', { kol: kol.displayName }), tone: 'success' });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('ask')} description={t('askAbout')}>
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="handle" label={t('handle')} hint={t('handleHint')} required>
          <Input prefix="@" autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={60} />
        </FormField>
        <Field label={t('share')} hint={t('shareHint')} error={form.errors.shareBp} required>
          <PercentInput defaultBp={shareBp} onChange={setShareBp} />
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('ask')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
