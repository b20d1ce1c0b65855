'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import { CURRENCY_CODES } from '@kolony/kernel/currency';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Button, Card, IconButton, Input, Select, Textarea } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const FORMATS = ['video', 'post', 'live', 'story'] as const;
const CODE_RULES = ['code_wins', 'link_wins', 'only_if_involved'] as const;
const schema = () => import('@kolony/campaigns/schema').then((door) => door.NewCampaign);

/** The brief with its money rules: a new draft, or one that is edited. */
export function CampaignForm({ campaign }: { campaign?: Campaign }) {
  const t = useTranslations('brand.form');
  const trpc = useTrpc();
  const router = useRouter();
  const queries = useQueryClient();
  const create = useMutation(trpc.campaigns.create.mutationOptions());
  const update = useMutation(trpc.campaigns.update.mutationOptions());
  const [rows, setRows] = useState(() =>
    (campaign?.deliverables ?? [{ id: 'first', title: '', format: 'video' as const }]).map((row) => ({
      key: row.id,
      title: row.title,
      format: row.format as string,
    })),
  );
  const form = useForm({
    schema,
    prepare: prepared,
    submit: (values) =>
      campaign ? update.mutateAsync({ id: campaign.id, campaign: values }) : create.mutateAsync(values),
    onDone: async (saved) => {
      await queries.invalidateQueries();
      router.push(`/campaigns/${saved.id}`);
    },
  });
  return (
    <form {...form.props} className="max-w-3xl space-y-5">
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
            <Select options={currencies()} defaultValue={campaign?.currency ?? 'CNY'} />
          </FormField>
          <FormField
            form={form}
            name="offer.earnings.0.rateBp"
            label={t('rate')}
            hint={t('rateHint')}
            required
          >
            <Input
              inputMode="decimal"
              suffix="%"
              defaultValue={campaign ? String((campaign.offer.earnings[0]?.rateBp ?? 0) / 100) : '15'}
            />
          </FormField>
          <FormField form={form} name="offer.holdDays" label={t('holdDays')} hint={t('holdHint')} required>
            <Input type="number" min={0} max={180} defaultValue={campaign?.offer.holdDays ?? 7} />
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
      <Card
        title={t('deliverables')}
        actions={
          <Button
            size="sm"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => setRows([...rows, { key: crypto.randomUUID(), title: '', format: 'post' }])}
          >
            {t('addDeliverable')}
          </Button>
        }
      >
        <div className="space-y-3">
          {rows.length === 0 && <p className="text-sm text-muted">{t('noDeliverables')}</p>}
          {rows.map((row, index) => (
            <div key={row.key} className="grid grid-cols-[1fr_9rem_auto] items-end gap-3">
              <FormField form={form} name={`deliverables.${index}.title`} label={t('deliverable')} required>
                <Input maxLength={120} defaultValue={row.title} />
              </FormField>
              <FormField form={form} name={`deliverables.${index}.format`} label={t('format')} required>
                <Formats value={row.format} />
              </FormField>
              <IconButton
                label={t('remove')}
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={() => setRows(rows.filter((other) => other.key !== row.key))}
              />
            </div>
          ))}
        </div>
      </Card>
      <FormError form={form} />
      <SubmitButton form={form}>{campaign ? t('save') : t('saveDraft')}</SubmitButton>
    </form>
  );
}

function currencies() {
  return CURRENCY_CODES.map((value) => ({ value, label: value }));
}

function Formats({ value, ...control }: { value: string }) {
  const t = useTranslations('domain.formats');
  return (
    <Select
      {...control}
      options={FORMATS.map((format) => ({ value: format, label: t(format) }))}
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

interface RawForm {
  offer?: { earnings?: { rateBp?: unknown }[]; holdDays?: unknown };
  attribution?: object;
  deliverables?: object[];
}

/** Native controls give text: the rate in percent becomes basis points, what was left empty becomes null. */
function prepared(raw: Record<string, unknown>): unknown {
  const { offer, attribution, deliverables } = raw as RawForm;
  const percent = String(offer?.earnings?.[0]?.rateBp ?? '').trim();
  const rateBp = /^\d{1,2}(\.\d{1,2})?$/.test(percent) ? Math.round(Number(percent) * 100) : undefined;
  return {
    ...raw,
    fallbackUrl: raw.fallbackUrl ?? null,
    startsAt: null,
    endsAt: null,
    attribution: { ...attribution, model: 'last_click' },
    offer: { ...offer, earnings: [{ kind: 'cps', rateBp }] },
    deliverables: (deliverables ?? []).map((row) => ({ ...row, dueAt: null })),
  };
}
