'use client';
import type { PayoutPolicy } from '@kolony/payouts/schema';
import { useErrorMessage } from '@kolony/shell';
import { Button, Card, CardSkeleton, DataList, EmptyState, ErrorState, Money } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Pencil, SlidersHorizontal } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

const PolicyDialog = dynamic(() => import('./policy-dialog.tsx'));

/** How the brand pays, per currency. */
export function RulesTab() {
  const t = useTranslations('brand.payouts');
  const explain = useErrorMessage();
  const [editing, setEditing] = useState<PayoutPolicy | null>(null);
  const policies = useQuery(useTrpc().payouts.policies.queryOptions());
  if (policies.error && !policies.data)
    return <ErrorState title={explain(policies.error)} onRetry={() => policies.refetch()} />;
  if (!policies.data) return <CardSkeleton lines={5} />;
  if (policies.data.length === 0) {
    return <EmptyState icon={<SlidersHorizontal />} title={t('noRules')} description={t('noRulesHint')} />;
  }
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      {policies.data.map((policy) => (
        <Policy key={policy.currency} policy={policy} onEdit={() => setEditing(policy)} />
      ))}
      {editing && <PolicyDialog policy={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function Policy({ policy, onEdit }: { policy: PayoutPolicy; onEdit: () => void }) {
  const t = useTranslations('brand.payouts.rules');
  const ui = useTranslations('ui.actions');
  const schedules = useTranslations('domain.schedules');
  const providers = useTranslations('domain.providers');
  const mayWrite = useMay()('payout.write');
  const { currency, payFrom } = policy;
  const money = (amount: number) => <Money amount={amount} currency={currency} />;
  return (
    <Card
      title={t('of', { currency })}
      actions={
        mayWrite && (
          <Button
            size="sm"
            icon={<Pencil aria-hidden className="size-4" />}
            onClick={onEdit}
            aria-label={t('editOf', { currency })}
          >
            {ui('edit')}
          </Button>
        )
      }
    >
      <DataList
        items={[
          {
            id: 'minimum',
            label: t('minimum'),
            value: policy.minimum === 0 ? t('noMinimum') : money(policy.minimum),
            hint: t('minimumHint'),
          },
          {
            id: 'schedule',
            label: t('schedule'),
            value: schedules(`${policy.schedule}.name`),
            hint: schedules(`${policy.schedule}.about`),
          },
          {
            id: 'fourEyes',
            label: t('fourEyes'),
            value: money(policy.fourEyesAbove),
            hint: t('fourEyesHint'),
          },
          { id: 'provider', label: t('provider'), value: providers(policy.provider) },
          ...(policy.provider === 'manual'
            ? [
                {
                  id: 'payFrom',
                  label: t('payFrom'),
                  value: payFrom ? `${payFrom.holder} •••• ${payFrom.number.slice(-4)}` : t('noPayFrom'),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
