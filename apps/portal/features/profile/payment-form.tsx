'use client';
import type { PayoutProfile, SavePayoutProfile, TaxRuleSetId } from '@kolony/payouts/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { AccountFields, accountFrom } from '@kolony/shell/payouts/forms';
import { Button, Dialog, FieldGroup, Input, RadioCards, useToast } from '@kolony/ui';
import { useTranslations } from 'next-intl';

const RULE_SETS = ['none', 'cn_labour', 'us_w9', 'us_w8'] as const satisfies readonly TaxRuleSetId[];

const schema = () => import('@kolony/payouts/schema').then((door) => door.SavePayoutProfile);

export type SaveProfile = (values: SavePayoutProfile) => Promise<unknown>;

interface PaymentFormProps {
  profile: PayoutProfile;
  save: SaveProfile;
  onClose: () => void;
}

export default function PaymentForm({ profile, save, onClose }: PaymentFormProps) {
  const t = useTranslations('portal.profile.paid');
  const actions = useTranslations('ui.actions');
  const rules = useTranslations('domain.tax.ruleSets');
  const toast = useToast();
  const form = useForm({
    schema,
    prepare: ({ account, legalName = '', taxId = '', ...values }) => ({
      ...values,
      account: isEmpty(account) ? null : accountFrom(account),
      legalName,
      taxId,
    }),
    submit: save,
    onDone: () => {
      toast({ title: t('saved'), tone: 'success' });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} size="lg" title={t('title')} description={t('formAbout')}>
      <form {...form.props} className="space-y-6">
        <section className="space-y-3">
          <h3 className="text-md font-semibold">{t('account')}</h3>
          <AccountFields form={form} name="account" account={profile.account} />
          {profile.account && <p className="text-sm text-muted">{t('removeHint')}</p>}
        </section>
        <section className="space-y-4">
          <FieldGroup
            legend={<span className="text-md font-semibold">{t('tax')}</span>}
            hint={t('taxHint')}
            error={form.errors.taxRuleSet}
          >
            <RadioCards
              name="taxRuleSet"
              defaultValue={profile.taxRuleSet}
              options={RULE_SETS.map((value) => ({
                value,
                label: rules(`${value}.name`),
                hint: rules(`${value}.about`),
              }))}
            />
          </FieldGroup>
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField form={form} name="legalName" label={t('legalName')} hint={t('legalNameHint')} optional>
              <Input maxLength={140} autoComplete="name" defaultValue={profile.legalName} />
            </FormField>
            <FormField
              form={form}
              name="taxId"
              label={t('taxId')}
              hint={profile.taxIdLast4 ? t('taxIdKept', { last4: profile.taxIdLast4 }) : t('taxIdHint')}
              optional
            >
              <Input maxLength={40} autoComplete="off" spellCheck={false} />
            </FormField>
          </div>
        </section>
        <FormError form={form} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{actions('save')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

/** Nothing typed into any of the account's controls. */
function isEmpty(account: unknown): boolean {
  return (
    typeof account !== 'object' ||
    account === null ||
    Object.values(account).every((value) => value === undefined || value === '')
  );
}
