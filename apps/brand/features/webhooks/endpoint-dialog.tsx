'use client';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Checkbox, Dialog, FieldGroup, Input } from '@kolony/ui';
import { type Endpoint, EventType, NewEndpoint } from '@kolony/webhooks/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { SecretOnce } from './secret-once.tsx';
import { keyOf } from './webhook-states.ts';

/** Adds an endpoint and tells its secret, or changes where and of what one is told. */
export default function EndpointDialog({
  endpoint,
  onClose,
}: {
  endpoint?: Endpoint | undefined;
  onClose: () => void;
}) {
  const t = useTranslations('brand.webhooks');
  const events = useTranslations('domain.webhookEvents');
  const ui = useTranslations('ui.actions');
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const { webhooks } = useTrpc();
  const create = useMutation(webhooks.create.mutationOptions());
  const change = useMutation(webhooks.change.mutationOptions());
  const form = useForm({
    schema: NewEndpoint,
    submit: async (input) => {
      if (!endpoint) return create.mutateAsync(input);
      await change.mutateAsync({ id: endpoint.id, ...input });
      return null;
    },
    onDone: async (made) => {
      if (made) setSecret(made.secret);
      else onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog open onClose={onClose} title={endpoint ? t('edit') : t('add')} description={t('addAbout')}>
      {secret ? (
        <SecretOnce secret={secret} onClose={onClose} />
      ) : (
        <form {...form.props} className="space-y-4">
          <FormField form={form} name="url" label={t('url')} hint={t('urlHint')} required>
            <Input
              type="url"
              inputMode="url"
              maxLength={500}
              placeholder="https://"
              defaultValue={endpoint?.url}
            />
          </FormField>
          <FieldGroup legend={t('events')} error={form.errors.eventTypes}>
            {EventType.options.map((type) => (
              <Checkbox
                key={type}
                name="eventTypes"
                value={type}
                data-kind="list"
                label={events(keyOf(type))}
                hint={type}
                defaultChecked={endpoint ? endpoint.eventTypes.includes(type) : type.startsWith('commission')}
              />
            ))}
          </FieldGroup>
          <FormError form={form} />
          <SubmitButton form={form}>{endpoint ? ui('save') : t('add')}</SubmitButton>
        </form>
      )}
    </Dialog>
  );
}
