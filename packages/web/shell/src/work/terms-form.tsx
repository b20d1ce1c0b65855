'use client';
import type { TermsRules } from '@kolony/campaigns/schema';
import type { Currency } from '@kolony/kernel';
import {
  Button,
  Field,
  FieldGroup,
  IconButton,
  Input,
  MoneyInput,
  Notice,
  PercentInput,
  Select,
  Switch,
} from '@kolony/ui';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { HiddenValue } from '../forms/hidden-value.tsx';
import type { Form } from '../forms/use-form.ts';
import { draftOf, type EarningDraft, type Row, rulesOf, type TermsDraft } from './terms-draft.ts';
import { useTermsText } from './use-terms-text.ts';

export interface TermsFormProps {
  /** Where the rules are in the form's values: `rules`, `offer`. */
  name: string;
  currency: Currency;
  defaultRules: TermsRules;
  form: Form;
  /** Agencies that can be named as partners; without them the section is left out. */
  agencies?: readonly { id: string; name: string }[] | undefined;
  /** An amendment: fixed fee, guarantee and partners stay as they were agreed, and are not offered for change. */
  amending?: boolean;
}

const newKey = () => crypto.randomUUID();
const KINDS = ['cps', 'cpa', 'cpc'] as const;

/** All money rules of an offer, with their words beside them as they are typed. */
export function TermsForm({ name, currency, defaultRules, form, agencies, amending }: TermsFormProps) {
  const t = useTranslations('domain.termsForm');
  const [draft, setDraft] = useState(() => draftOf(defaultRules, newKey));
  const change = (patch: Partial<TermsDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const errors = Object.entries(form.errors).filter(([path]) => path === name || path.startsWith(`${name}.`));
  const parts = { draft, change, currency, errorOf: (path: string) => form.errors[`${name}.${path}`] };
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <HiddenValue name={name} value={rulesOf(draft)} />
      <div className="space-y-6">
        {errors.length > 0 && (
          <Notice tone="danger">
            <ul className="list-disc ps-5">
              {[...new Set(errors.map(([, sentence]) => sentence))].map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Notice>
        )}
        <Earnings {...parts} />
        {!amending && <Milestones {...parts} />}
        {!amending && <TierSteps {...parts} />}
        {!amending && <Bonuses {...parts} />}
        <FieldGroup legend={t('limits')}>
          <div className="grid gap-4 sm:grid-cols-2">
            {(['perOrder', 'perDay', 'total'] as const).map((cap) => (
              <Field key={cap} label={t(`caps.${cap}`)} optional>
                <MoneyInput
                  currency={currency}
                  defaultAmount={draft.caps[cap]}
                  onChange={(amount) => change({ caps: { ...draft.caps, [cap]: amount } })}
                />
              </Field>
            ))}
            <Field label={t('minOrder')} optional>
              <MoneyInput
                currency={currency}
                defaultAmount={draft.minOrder}
                onChange={(minOrder) => change({ minOrder })}
              />
            </Field>
            <Field label={t('holdDays')} hint={t('holdHint')} error={parts.errorOf('holdDays')} required>
              <NumberInput value={draft.holdDays} onChange={(holdDays) => change({ holdDays })} />
            </Field>
          </div>
        </FieldGroup>
        {!amending && draft.milestones.length > 0 && (
          <FieldGroup legend={t('guarantee')} hint={t('guaranteeHint')}>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={t('target')} optional>
                <MoneyInput
                  currency={currency}
                  defaultAmount={draft.guarantee.target}
                  onChange={(target) => change({ guarantee: { ...draft.guarantee, target } })}
                />
              </Field>
              <Field label={t('days')} optional>
                <NumberInput
                  value={draft.guarantee.days}
                  onChange={(days) => change({ guarantee: { ...draft.guarantee, days } })}
                />
              </Field>
            </div>
          </FieldGroup>
        )}
        {agencies && agencies.length > 0 && <Partners {...parts} agencies={agencies} />}
      </div>
      <Words draft={draft} currency={currency} />
    </div>
  );
}

interface Part {
  draft: TermsDraft;
  change: (patch: Partial<TermsDraft>) => void;
  currency: Currency;
  errorOf: (path: string) => string | undefined;
}

/** What the rules say so far; half-typed rules are left out. */
function Words({ draft, currency }: { draft: TermsDraft; currency: Currency }) {
  const t = useTranslations('domain.termsForm');
  const text = useTermsText({ currency });
  const rules = rulesOf(draft) as TermsRules;
  const complete = (value: unknown) =>
    !JSON.stringify(value, (_, v) => (v === undefined ? null : v)).includes('null');
  const whole = Object.fromEntries(
    Object.entries(rules).flatMap(([rule, value]) => {
      const kept = Array.isArray(value) ? value.filter(complete) : complete(value) ? value : undefined;
      return kept === undefined ? [] : [[rule, kept]];
    }),
  ) as unknown as TermsRules;
  return (
    <aside aria-live="polite" className="h-fit rounded-md bg-sunken p-4 lg:sticky lg:top-4">
      <h3 className="mb-2 font-semibold">{t('inWords')}</h3>
      <ul className="list-disc space-y-1 ps-5 text-sm break-words">
        {text.all(whole).map((sentence, index) => (
          <li key={`${index}-${sentence}`}>{sentence}</li>
        ))}
      </ul>
    </aside>
  );
}

/** Changes one row of a list. */
function patched<T extends { key: string }>(rows: readonly T[], key: string, patch: Partial<T>): T[] {
  return rows.map((row) => (row.key === key ? { ...row, ...patch } : row));
}

function Rows<T extends { key: string }>(props: {
  legend: string;
  hint?: string;
  rows: readonly T[];
  add: string;
  remove: (index: number) => string;
  onAdd: () => void;
  onRemove: (key: string) => void;
  children: (row: T, index: number) => ReactNode;
}) {
  const { legend, hint, rows, add, remove, onAdd, onRemove, children } = props;
  return (
    <FieldGroup legend={legend} {...(hint ? { hint } : {})}>
      <div className="space-y-3">
        {rows.map((row, index) => (
          <div
            key={row.key}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded-md border border-border p-3"
          >
            <div className="grid gap-3 sm:grid-cols-2">{children(row, index)}</div>
            <IconButton
              label={remove(index + 1)}
              icon={<Trash2 aria-hidden className="size-4" />}
              onClick={() => onRemove(row.key)}
            />
          </div>
        ))}
        <Button size="sm" icon={<Plus aria-hidden className="size-4" />} onClick={onAdd}>
          {add}
        </Button>
      </div>
    </FieldGroup>
  );
}

function Earnings({ draft, change, currency, errorOf }: Part) {
  const t = useTranslations('domain.termsForm');
  const rows = draft.earnings;
  const set = (key: string, patch: Partial<Row<EarningDraft>>) =>
    change({ earnings: patched(rows, key, patch) });
  const fresh = { kind: 'cps', rateBp: null, amount: null, customer: '', skus: '', categories: '' } as const;
  return (
    <Rows
      legend={t('earnings')}
      hint={t('earningsHint')}
      rows={rows}
      add={t('addEarning')}
      remove={(n) => t('remove', { n })}
      onAdd={() => change({ earnings: [...rows, { ...fresh, key: newKey() }] })}
      onRemove={(key) => change({ earnings: rows.filter((row) => row.key !== key) })}
    >
      {(row, index) => (
        <>
          <Field label={t('kind')}>
            <Select
              options={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
              value={row.kind}
              onChange={(event) => set(row.key, { kind: event.currentTarget.value as EarningDraft['kind'] })}
            />
          </Field>
          {row.kind === 'cps' ? (
            <Field label={t('rate')} error={errorOf(`earnings.${index}.rateBp`)} required>
              <PercentInput defaultBp={row.rateBp} onChange={(rateBp) => set(row.key, { rateBp })} />
            </Field>
          ) : (
            <Field label={t('amount')} error={errorOf(`earnings.${index}.amount`)} required>
              <MoneyInput
                currency={currency}
                defaultAmount={row.amount}
                onChange={(amount) => set(row.key, { amount })}
              />
            </Field>
          )}
          {row.kind !== 'cpc' && (
            <Field label={t('customer')}>
              <Select
                options={(['', 'new', 'returning'] as const).map((value) => ({
                  value,
                  label: t(`customers.${value === '' ? 'all' : value}`),
                }))}
                value={row.customer}
                onChange={(event) =>
                  set(row.key, { customer: event.currentTarget.value as EarningDraft['customer'] })
                }
              />
            </Field>
          )}
          {row.kind === 'cps' && (
            <>
              <Field label={t('categories')} hint={t('listHint')} optional>
                <Input
                  value={row.categories}
                  onChange={(event) => set(row.key, { categories: event.currentTarget.value })}
                />
              </Field>
              <Field label={t('skus')} hint={t('listHint')} optional>
                <Input
                  value={row.skus}
                  onChange={(event) => set(row.key, { skus: event.currentTarget.value })}
                />
              </Field>
            </>
          )}
        </>
      )}
    </Rows>
  );
}

function Milestones({ draft, change, currency, errorOf }: Part) {
  const t = useTranslations('domain.termsForm');
  const rows = draft.milestones;
  const set = (key: string, patch: object) => change({ milestones: patched(rows, key, patch) });
  const onAdd = () => {
    const key = newKey();
    // Names the milestone for good: its position may change, its words too.
    change({ milestones: [...rows, { key, id: `m-${key.slice(0, 8)}`, title: '', amount: null, due: -1 }] });
  };
  return (
    <Rows
      legend={t('milestones')}
      hint={t('milestonesHint')}
      rows={rows}
      add={t('addMilestone')}
      remove={(n) => t('remove', { n })}
      onAdd={onAdd}
      onRemove={(key) => change({ milestones: rows.filter((row) => row.key !== key) })}
    >
      {(row, index) => (
        <>
          <Field label={t('title')} error={errorOf(`milestones.${index}.title`)} required>
            <Input
              maxLength={120}
              value={row.title}
              onChange={(event) => set(row.key, { title: event.currentTarget.value })}
            />
          </Field>
          <Field label={t('amount')} error={errorOf(`milestones.${index}.amount`)} required>
            <MoneyInput
              currency={currency}
              defaultAmount={row.amount}
              onChange={(amount) => set(row.key, { amount })}
            />
          </Field>
          <Field label={t('due')}>
            <Select
              options={Array.from({ length: 11 }, (_, n) => ({
                value: String(n - 1),
                label: n === 0 ? t('onAcceptance') : t('onPosting', { n }),
              }))}
              value={String(row.due)}
              onChange={(event) => set(row.key, { due: Number(event.currentTarget.value) })}
            />
          </Field>
        </>
      )}
    </Rows>
  );
}

function TierSteps({ draft, change, currency, errorOf }: Part) {
  const t = useTranslations('domain.termsForm');
  const { tiers } = draft;
  const set = (key: string, patch: object) =>
    change({ tiers: { ...tiers, steps: patched(tiers.steps, key, patch) } });
  const steps = (rows: TermsDraft['tiers']['steps']) => change({ tiers: { ...tiers, steps: rows } });
  return (
    <div className="space-y-3">
      <Rows
        legend={t('tiers')}
        hint={t('tiersHint')}
        rows={tiers.steps}
        add={t('addStep')}
        remove={(n) => t('remove', { n })}
        onAdd={() => steps([...tiers.steps, { key: newKey(), from: null, rateBp: null, amount: null }])}
        onRemove={(key) => steps(tiers.steps.filter((row) => row.key !== key))}
      >
        {(row, index) => (
          <>
            <Field label={t(`from.${tiers.by}`)} error={errorOf(`tiers.steps.${index}.from`)} required>
              {tiers.by === 'gmv' ? (
                <MoneyInput
                  currency={currency}
                  defaultAmount={row.from}
                  onChange={(from) => set(row.key, { from })}
                />
              ) : (
                <NumberInput value={row.from} onChange={(from) => set(row.key, { from })} />
              )}
            </Field>
            {tiers.by === 'gmv' ? (
              <Field label={t('rate')} error={errorOf(`tiers.steps.${index}.rateBp`)} required>
                <PercentInput defaultBp={row.rateBp} onChange={(rateBp) => set(row.key, { rateBp })} />
              </Field>
            ) : (
              <Field label={t('amount')} error={errorOf(`tiers.steps.${index}.amount`)} required>
                <MoneyInput
                  currency={currency}
                  defaultAmount={row.amount}
                  onChange={(amount) => set(row.key, { amount })}
                />
              </Field>
            )}
          </>
        )}
      </Rows>
      {tiers.steps.length > 0 && (
        <div className="grid items-end gap-3 sm:grid-cols-2">
          <Field label={t('tierBy')}>
            <Select
              options={(['gmv', 'orders'] as const).map((by) => ({ value: by, label: t(`by.${by}`) }))}
              value={tiers.by}
              onChange={(event) =>
                change({ tiers: { ...tiers, by: event.currentTarget.value as 'gmv' | 'orders' } })
              }
            />
          </Field>
          <Switch
            label={t('retroactive')}
            hint={t('retroactiveHint')}
            checked={tiers.retroactive}
            onChange={(event) => change({ tiers: { ...tiers, retroactive: event.currentTarget.checked } })}
          />
        </div>
      )}
    </div>
  );
}

function Bonuses({ draft, change, currency, errorOf }: Part) {
  const t = useTranslations('domain.termsForm');
  const rows = draft.bonuses;
  const set = (key: string, patch: object) => change({ bonuses: patched(rows, key, patch) });
  return (
    <Rows
      legend={t('bonuses')}
      rows={rows}
      add={t('addBonus')}
      remove={(n) => t('remove', { n })}
      onAdd={() => change({ bonuses: [...rows, { key: newKey(), by: 'orders', reach: null, amount: null }] })}
      onRemove={(key) => change({ bonuses: rows.filter((row) => row.key !== key) })}
    >
      {(row, index) => (
        <>
          <Field label={t('tierBy')}>
            <Select
              options={(['gmv', 'orders'] as const).map((by) => ({ value: by, label: t(`by.${by}`) }))}
              value={row.by}
              onChange={(event) => set(row.key, { by: event.currentTarget.value, reach: null })}
            />
          </Field>
          <Field label={t(`from.${row.by}`)} error={errorOf(`bonuses.${index}.reach`)} required>
            {row.by === 'gmv' ? (
              <MoneyInput
                currency={currency}
                defaultAmount={row.reach}
                onChange={(reach) => set(row.key, { reach })}
              />
            ) : (
              <NumberInput value={row.reach} onChange={(reach) => set(row.key, { reach })} />
            )}
          </Field>
          <Field label={t('bonusAmount')} error={errorOf(`bonuses.${index}.amount`)} required>
            <MoneyInput
              currency={currency}
              defaultAmount={row.amount}
              onChange={(amount) => set(row.key, { amount })}
            />
          </Field>
        </>
      )}
    </Rows>
  );
}

function Partners({
  draft,
  change,
  errorOf,
  agencies,
}: Part & { agencies: readonly { id: string; name: string }[] }) {
  const t = useTranslations('domain.termsForm');
  const rows = draft.partners;
  const set = (key: string, patch: object) => change({ partners: patched(rows, key, patch) });
  return (
    <Rows
      legend={t('partners')}
      hint={t('partnersHint')}
      rows={rows}
      add={t('addPartner')}
      remove={(n) => t('remove', { n })}
      onAdd={() =>
        change({ partners: [...rows, { key: newKey(), agencyId: agencies[0]?.id ?? '', shareBp: null }] })
      }
      onRemove={(key) => change({ partners: rows.filter((row) => row.key !== key) })}
    >
      {(row, index) => (
        <>
          <Field label={t('partner')}>
            <Select
              options={agencies.map((agency) => ({ value: agency.id, label: agency.name }))}
              value={row.agencyId}
              onChange={(event) => set(row.key, { agencyId: event.currentTarget.value })}
            />
          </Field>
          <Field label={t('share')} error={errorOf(`partners.${index}.shareBp`)} required>
            <PercentInput defaultBp={row.shareBp} onChange={(shareBp) => set(row.key, { shareBp })} />
          </Field>
        </>
      )}
    </Rows>
  );
}

function NumberInput({
  value,
  onChange,
}: {
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  return (
    <Input
      type="number"
      min={0}
      inputMode="numeric"
      defaultValue={value ?? ''}
      onChange={(event) => {
        const text = event.currentTarget.value.trim();
        onChange(text === '' ? null : Number(text));
      }}
    />
  );
}
