'use client';
import type { BankAccount } from '@kolony/payouts/schema';
import { Input } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { FormField } from '../../forms/form-parts.tsx';
import type { Form } from '../../forms/use-form.ts';
import { CountrySelect } from './country-select.tsx';

/** A bank account as five controls under one dotted name; read it back with `accountFrom`. */
export function AccountFields({
  form,
  name,
  account,
}: {
  form: Form;
  /** Where the account stands in the form's values: `account`, `payFrom`. */
  name: string;
  account: BankAccount | null;
}) {
  const t = useTranslations('domain.account');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField
        form={form}
        name={`${name}.holder`}
        label={t('holder')}
        hint={t('holderHint')}
        required
        className="sm:col-span-2"
      >
        <Input maxLength={140} autoComplete="name" defaultValue={account?.holder} />
      </FormField>
      <FormField
        form={form}
        name={`${name}.number`}
        label={t('number')}
        hint={t('numberHint')}
        required
        className="sm:col-span-2"
      >
        <Input
          maxLength={42}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={account?.number}
        />
      </FormField>
      <FormField form={form} name={`${name}.country`} label={t('country')} required>
        <CountrySelect defaultValue={account?.country} />
      </FormField>
      <FormField form={form} name={`${name}.bic`} label={t('bic')} hint={t('bicHint')} optional>
        <Input
          maxLength={11}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={account?.bic ?? ''}
        />
      </FormField>
      <FormField
        form={form}
        name={`${name}.bankName`}
        label={t('bankName')}
        hint={t('bankNameHint')}
        optional
        className="sm:col-span-2"
      >
        <Input maxLength={140} autoComplete="off" defaultValue={account?.bankName} />
      </FormField>
    </div>
  );
}
