'use client';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Input, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const schema = () =>
  import('@kolony/connectors/schema').then((door) => door.ChangeConnection.required({ secret: true }));

/** What the shop signs with from now on; it is never shown again. */
export function SecretForm({ id, onDone }: { id: string; onDone?: () => void }) {
  const t = useTranslations('brand.connections');
  const toast = useToast();
  const queries = useQueryClient();
  const change = useMutation(useTrpc().connections.change.mutationOptions());
  const form = useForm({
    schema,
    submit: change.mutateAsync,
    prepare: (values) => ({ ...values, id }),
    onDone: async () => {
      toast({ title: t('secretSaved'), tone: 'success' });
      onDone?.();
      await queries.invalidateQueries();
    },
  });
  return (
    <form {...form.props} className="space-y-4">
      <FormField form={form} name="secret" label={t('secret')} required>
        <Input maxLength={500} autoComplete="off" spellCheck={false} />
      </FormField>
      <FormError form={form} />
      <SubmitButton form={form}>{t('saveSecret')}</SubmitButton>
    </form>
  );
}
