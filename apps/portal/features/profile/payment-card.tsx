'use client';
import type { PayoutProfile } from '@kolony/payouts/schema';
import { Button, Card, DataList, DateText, Notice, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { SaveProfile } from './payment-form.tsx';

const PaymentForm = lazy(() => import('./payment-form.tsx'));

/** Where the money goes and which tax rules apply, with a way to change both. */
export function PaymentCard({ profile, save }: { profile: PayoutProfile; save: SaveProfile }) {
  const t = useTranslations('portal.profile.paid');
  const rules = useTranslations('domain.tax.ruleSets');
  const fields = useTranslations('domain.account');
  const { locale } = useUi();
  const [editing, setEditing] = useState(false);
  const { account, taxRuleSet, legalName, taxIdLast4, updatedAt } = profile;
  const country = (code: string) => new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  return (
    <Card
      title={t('title')}
      description={t('about')}
      actions={
        <Button variant={account ? 'secondary' : 'primary'} onClick={() => setEditing(true)}>
          {t(account ? 'change' : 'add')}
        </Button>
      }
      footer={
        updatedAt && (
          <>
            {t('updated')} <DateText at={updatedAt} style="datetime" />
          </>
        )
      }
    >
      <div id="paid" className="scroll-mt-24 space-y-4">
        {!account && (
          <Notice tone="warning" title={t('missing')}>
            {t('missingHint')}
          </Notice>
        )}
        <DataList
          items={[
            ...(account
              ? [
                  { id: 'holder', label: fields('holder'), value: account.holder },
                  {
                    id: 'number',
                    label: fields('number'),
                    value: <span className="break-all tabular-nums">{inFours(account.number)}</span>,
                    hint: account.bic ?? undefined,
                  },
                  {
                    id: 'bank',
                    label: fields('bankName'),
                    value: account.bankName || '–',
                    hint: country(account.country),
                  },
                ]
              : []),
            {
              id: 'tax',
              label: (
                <>
                  {t('tax')}
                  <span className="block text-sm">{rules(`${taxRuleSet}.about`)}</span>
                </>
              ),
              value: <span className="block max-w-36 sm:max-w-none">{rules(`${taxRuleSet}.name`)}</span>,
            },
            ...(legalName ? [{ id: 'legal', label: t('legalName'), value: legalName }] : []),
            ...(taxIdLast4 ? [{ id: 'taxId', label: t('taxId'), value: `•••• ${taxIdLast4}` }] : []),
          ]}
        />
      </div>
      <Suspense>
        {editing && <PaymentForm profile={profile} save={save} onClose={() => setEditing(false)} />}
      </Suspense>
    </Card>
  );
}

/** Account numbers are read and compared in groups of four. */
const inFours = (number: string) => number.replace(/(.{4})(?=.)/g, '$1 ');
