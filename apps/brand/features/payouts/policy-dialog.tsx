'use client';
import type { PayoutPolicy, Provider, Schedule } from '@kolony/payouts/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { AccountFields, accountFrom } from '@kolony/shell/payouts/forms';
import { Button, Checkbox, Dialog, FieldGroup, MoneyInput, RadioCards, Select, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const SCHEDULES = ['manual', 'weekly', 'twice_monthly', 'monthly'] as const satisfies readonly Schedule[];
const PROVIDERS = ['manual', 'sandbox'] as const satisfies readonly Provider[];

const schema = () => import('@kolony/payouts/schema').then((door) => door.PayoutPolicy);

export default function PolicyDialog({ policy, onClose }: { policy: PayoutPolicy; onClose: () => void }) {
  const t = useTranslations('brand.payouts.rules');
  const actions = useTranslations('ui.actions');
  const schedules = useTranslations('domain.schedules');
  const providers = useTranslations('domain.providers');
  const toast = useToast();
  const queries = useQueryClient();
  const { currency } = policy;
  const [provider, setProvider] = useState<string>(policy.provider);
  const [named, setNamed] = useState(policy.payFrom !== null);
  const save = useMutation(useTrpc().payouts.savePolicy.mutationOptions());
  const form = useForm({
    schema,
    // Only a bank file is paid from an account that is named here; what another provider has no use for is kept.
    prepare: ({ payFrom, ...values }) => ({
      ...values,
      currency,
      payFrom: provider !== 'manual' ? policy.payFrom : named ? accountFrom(payFrom) : null,
    }),
    submit: save.mutateAsync,
    onDone: async () => {
      toast({ title: t('saved'), tone: 'success' });
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog open onClose={onClose} size="lg" title={t('of', { currency })} description={t('about')}>
      <form {...form.props} className="space-y-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField form={form} name="minimum" label={t('minimum')} hint={t('minimumHint')} required>
            <MoneyInput currency={currency} defaultAmount={policy.minimum} />
          </FormField>
          <FormField form={form} name="fourEyesAbove" label={t('fourEyes')} hint={t('fourEyesHint')} required>
            <MoneyInput currency={currency} defaultAmount={policy.fourEyesAbove} />
          </FormField>
          <FormField form={form} name="schedule" label={t('schedule')} hint={t('scheduleHint')} required>
            <Select
              defaultValue={policy.schedule}
              options={SCHEDULES.map((value) => ({ value, label: schedules(`${value}.name`) }))}
            />
          </FormField>
        </div>
        <FieldGroup legend={t('provider')} error={form.errors.provider}>
          <RadioCards
            name="provider"
            columns={2}
            value={provider}
            onChange={setProvider}
            options={PROVIDERS.map((value) => ({
              value,
              label: providers(value),
              hint: t(`providerHints.${value}`),
            }))}
          />
        </FieldGroup>
        {provider === 'manual' && (
          <div className="space-y-4">
            <Checkbox
              label={t('namePayFrom')}
              hint={t('namePayFromHint')}
              checked={named}
              onChange={(event) => setNamed(event.currentTarget.checked)}
            />
            {named && <AccountFields form={form} name="payFrom" account={policy.payFrom} />}
          </div>
        )}
        <FormError form={form} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{actions('save')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
