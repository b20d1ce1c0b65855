'use client';
import type { Campaign, NewDeliverable, TermsRules } from '@kolony/campaigns/schema';
import type { Currency } from '@kolony/kernel';
import { CURRENCY_CODES } from '@kolony/kernel/currency';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { DeliverableFields, deliverablesOf } from '@kolony/shell/deal-room/forms';
import { TermsForm } from '@kolony/shell/work';
import { Card, Checkbox, Input, Select, Textarea, useUi } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const MODELS = ['last_click', 'first_click', 'linear', 'time_decay', 'position'] as const;
const CODE_RULES = ['code_wins', 'link_wins', 'only_if_involved'] as const;
/** What most deals begin with. */
const FIRST = [{ title: '', format: 'video' as const, dueAt: null }];
const USUAL: TermsRules = { earnings: [{ kind: 'cps', rateBp: 1_500 }], holdDays: 7 };
const schema = () => import('@kolony/campaigns/schema').then((door) => door.NewCampaign);

/** The brief with its money rules: a new draft, or one that is edited. */
export function CampaignForm({ campaign }: { campaign?: Campaign }) {
  const t = useTranslations('brand.form');
  const trpc = useTrpc();
  const router = useRouter();
  const queries = useQueryClient();
  const create = useMutation(trpc.campaigns.create.mutationOptions());
  const update = useMutation(trpc.campaigns.update.mutationOptions());
  const agencies = useQuery(trpc.agencies.search.queryOptions({ limit: 100 }));
  const { timeZone } = useUi();
  const [currency, setCurrency] = useState<Currency>(campaign?.currency ?? 'CNY');
  const form = useForm({
    schema,
    prepare: (raw) => prepared(raw, { defaults: campaign?.deliverables ?? FIRST, timeZone }),
    submit: (values) =>
      campaign ? update.mutateAsync({ id: campaign.id, campaign: values }) : create.mutateAsync(values),
    onDone: async (saved) => {
      await queries.invalidateQueries();
      router.push(`/campaigns/${saved.id}`);
    },
  });
  return (
    <form {...form.props} className="max-w-5xl space-y-5">
      <Card title={t('brief')}>
        <div className="space-y-4">
          <FormField form={form} name="name" label={t('name')} required>
            <Input maxLength={120} defaultValue={campaign?.name} />
          </FormField>
          <FormField form={form} name="brief" label={t('briefText')} hint={t('briefHint')} required>
            <Textarea rows={8} defaultValue={campaign?.brief} />
          </FormField>
          <FormField
            form={form}
            name="disclosure"
            label={t('disclosure')}
            hint={t('disclosureHint')}
            required
          >
            <Input maxLength={200} defaultValue={campaign?.disclosure ?? t('disclosureDefault')} />
          </FormField>
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField form={form} name="landingUrl" label={t('landingUrl')} hint={t('landingHint')} required>
              <Input type="url" placeholder="https://" defaultValue={campaign?.landingUrl} />
            </FormField>
            <FormField
              form={form}
              name="fallbackUrl"
              label={t('fallbackUrl')}
              hint={t('fallbackHint')}
              optional
            >
              <Input type="url" placeholder="https://" defaultValue={campaign?.fallbackUrl ?? ''} />
            </FormField>
          </div>
        </div>
      </Card>
      <Card title={t('money')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField form={form} name="currency" label={t('currency')} required>
            <Select
              options={currencies()}
              value={currency}
              onChange={(event) => setCurrency(event.currentTarget.value as Currency)}
            />
          </FormField>
          <FormField form={form} name="attribution.model" label={t('model')} hint={t('modelHint')} required>
            <Models value={campaign?.attribution.model ?? 'last_click'} />
          </FormField>
          <FormField
            form={form}
            name="attribution.windowDays"
            label={t('windowDays')}
            hint={t('windowHint')}
            required
          >
            <Input type="number" min={1} max={90} defaultValue={campaign?.attribution.windowDays ?? 30} />
          </FormField>
          <FormField form={form} name="attribution.codeRule" label={t('codeRule')} required>
            <CodeRules value={campaign?.attribution.codeRule ?? 'code_wins'} />
          </FormField>
        </div>
      </Card>
      <Card title={t('terms')} description={t('termsHint')}>
        <TermsForm
          key={currency}
          name="offer"
          currency={currency}
          defaultRules={campaign?.offer ?? USUAL}
          form={form}
          agencies={agencies.data?.data}
        />
      </Card>
      <Card>
        <DeliverableFields form={form} defaults={campaign?.deliverables ?? FIRST} />
      </Card>
      <Card>
        <Checkbox
          name="openToApply"
          label={t('openToApply')}
          hint={t('openToApplyHint')}
          defaultChecked={campaign?.openToApply ?? false}
        />
      </Card>
      <FormError form={form} />
      <SubmitButton form={form}>{campaign ? t('save') : t('saveDraft')}</SubmitButton>
    </form>
  );
}

function currencies() {
  return CURRENCY_CODES.map((value) => ({ value, label: value }));
}

function Models({ value, ...control }: { value: string }) {
  const t = useTranslations('domain.models');
  return (
    <Select
      {...control}
      options={MODELS.map((model) => ({ value: model, label: t(model) }))}
      defaultValue={value}
    />
  );
}

function CodeRules({ value, ...control }: { value: string }) {
  const t = useTranslations('domain.codeRules');
  return (
    <Select
      {...control}
      options={CODE_RULES.map((rule) => ({ value: rule, label: t(rule) }))}
      defaultValue={value}
    />
  );
}

/** What was left empty becomes null, a due day its last second in the reader's time zone. */
function prepared(
  raw: Record<string, unknown>,
  due: { defaults: readonly NewDeliverable[]; timeZone: string },
): unknown {
  return {
    ...raw,
    fallbackUrl: raw.fallbackUrl ?? null,
    startsAt: null,
    endsAt: null,
    deliverables: deliverablesOf(raw, due),
  };
}
