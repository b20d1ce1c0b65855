'use client';
import { NewConnection, type Provider } from '@kolony/connectors/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Dialog, FieldGroup, Input, RadioCards } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { PROVIDER_NAME, PROVIDERS } from './connection-states.ts';

/** For WooCommerce the secret is free to choose: 32 random bytes are a better one than what people think of. */
function randomSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Which shop, and what it signs with; the address to enter there is on the next page. */
export default function ConnectionDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('brand.connections');
  const router = useRouter();
  const queries = useQueryClient();
  const [provider, setProvider] = useState<Provider>('shopify');
  const [secret] = useState(randomSecret);
  const create = useMutation(useTrpc().connections.create.mutationOptions());
  const form = useForm({
    schema: NewConnection,
    submit: create.mutateAsync,
    prepare: (values) => ({ ...values, provider }),
    onDone: async ({ id }) => {
      await queries.invalidateQueries();
      router.push(`/developers/connections/${id}`);
    },
  });
  const woo = provider === 'woocommerce';
  return (
    <Dialog open onClose={onClose} title={t('add')} description={t('addAbout')}>
      <form {...form.props} className="space-y-4">
        <FieldGroup legend={t('provider')}>
          <RadioCards
            name="provider"
            value={provider}
            onChange={(value) => setProvider(PROVIDERS.find((one) => one === value) ?? 'shopify')}
            columns={3}
            options={PROVIDERS.map((value) => ({ value, label: PROVIDER_NAME[value] }))}
          />
        </FieldGroup>
        <FormField form={form} name="name" label={t('name')} hint={t('nameHint')} required>
          <Input maxLength={80} />
        </FormField>
        <FormField
          key={provider}
          form={form}
          name="secret"
          label={t('secret')}
          hint={t(`secretHint.${provider}`)}
          optional={!woo}
          required={woo}
        >
          <Input
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            defaultValue={woo ? secret : undefined}
          />
        </FormField>
        {woo && (
          <FormField form={form} name="orderPrefix" label={t('prefix')} hint={t('prefixHint')} optional>
            <Input maxLength={20} autoComplete="off" />
          </FormField>
        )}
        <FormError form={form} />
        <SubmitButton form={form}>{t('add')}</SubmitButton>
      </form>
    </Dialog>
  );
}
