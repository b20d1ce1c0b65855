'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import type { WhatIf as Question } from '@kolony/commissions/schema';
import { FormError, FormField, SubmitButton, useErrorMessage, useForm } from '@kolony/shell';
import { monthRange, recentMonths, TermsForm } from '@kolony/shell/work';
import {
  Card,
  CardSkeleton,
  EmptyState,
  ErrorState,
  Input,
  Money,
  Notice,
  Num,
  Select,
  Stat,
  StatGroup,
  Table,
  useUi,
} from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const MODELS = ['last_click', 'first_click', 'linear', 'time_decay', 'position'] as const;
const schema = () => import('@kolony/commissions/schema').then((door) => door.WhatIf);

/** A month's orders priced under other Terms, another model or window. Nothing is recorded. */
export function WhatIf({ campaign }: { campaign: Campaign }) {
  const t = useTranslations('brand.whatIf');
  const models = useTranslations('domain.models');
  const { now, timeZone } = useUi();
  const months = recentMonths(new Date(now), timeZone);
  const [question, setQuestion] = useState<Question | null>(null);
  const form = useForm({
    schema,
    prepare: ({ month, ...raw }) => {
      const { from, to } = monthRange(String(month), timeZone);
      return { ...raw, campaignId: campaign.id, from, to };
    },
    submit: async (values) => values,
    onDone: setQuestion,
  });
  const { attribution } = campaign;
  return (
    <div className="space-y-5">
      <Notice>{t('about')}</Notice>
      <form {...form.props} className="space-y-5">
        <Card>
          <div className="grid gap-4 sm:grid-cols-3">
            <FormField form={form} name="month" label={t('month')} required>
              <Select options={months.map((value) => ({ value, label: value }))} defaultValue={months[0]} />
            </FormField>
            <FormField form={form} name="model" label={t('model')} required>
              <Select
                options={MODELS.map((model) => ({ value: model, label: models(model) }))}
                defaultValue={attribution.model}
              />
            </FormField>
            <FormField form={form} name="windowDays" label={t('window')} required>
              <Input type="number" min={1} max={90} defaultValue={attribution.windowDays} />
            </FormField>
          </div>
        </Card>
        <Card title={t('rules')}>
          <TermsForm name="rules" currency={campaign.currency} defaultRules={campaign.offer} form={form} />
        </Card>
        <FormError form={form} />
        <SubmitButton form={form}>{t('ask')}</SubmitButton>
      </form>
      {question && <Answer question={question} />}
    </div>
  );
}

function Answer({ question }: { question: Question }) {
  const t = useTranslations('brand.whatIf');
  const explain = useErrorMessage();
  const answer = useQuery(useTrpc().commissions.whatIf.queryOptions(question));
  if (answer.error) return <ErrorState title={explain(answer.error)} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <CardSkeleton lines={5} />;
  const { currency, orders, actual, would, byKol } = answer.data;
  const money = (amount: number, signed = false) => (
    <Money amount={amount} currency={currency} signed={signed} />
  );
  if (orders === 0) return <EmptyState title={t('none')} description={t('noneHint')} />;
  return (
    <div className="space-y-4">
      <StatGroup columns={4}>
        <Stat label={t('orders')} value={<Num value={orders} />} />
        <Stat label={t('actual')} value={money(actual)} hint={t('beforeRefunds')} />
        <Stat label={t('would')} value={money(would)} />
        <Stat label={t('difference')} value={money(would - actual, true)} />
      </StatGroup>
      <Card flush title={t('byKol')}>
        <Table
          caption={t('byKol')}
          rows={byKol}
          rowKey={(row) => row.kolId}
          columns={[
            { id: 'kol', header: t('kol'), primary: true, cell: (row) => row.name },
            { id: 'orders', header: t('orders'), numeric: true, cell: (row) => <Num value={row.orders} /> },
            {
              id: 'would-orders',
              header: t('wouldOrders'),
              numeric: true,
              cell: (row) => <Num value={row.wouldOrders} />,
            },
            { id: 'actual', header: t('actual'), numeric: true, cell: (row) => money(row.actual) },
            { id: 'would', header: t('would'), numeric: true, cell: (row) => money(row.would) },
            {
              id: 'difference',
              header: t('difference'),
              numeric: true,
              cell: (row) => money(row.would - row.actual, true),
            },
          ]}
        />
      </Card>
    </div>
  );
}
