'use client';
import type { NewDeliverable } from '@kolony/campaigns/schema';
import { Button, IconButton, Input, Select, useUi } from '@kolony/ui';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormField } from '../../forms/form-parts.tsx';
import type { Form } from '../../forms/use-form.ts';
import { endOfDay } from '../../work/month.ts';

const FORMATS = ['video', 'post', 'live', 'story'] as const;

/** Which content is to be delivered; `deliverables.N.{title,format,dueAt}` in the form, read by `deliverablesOf`. */
export function DeliverableFields({ form, defaults }: { form: Form; defaults: readonly NewDeliverable[] }) {
  const t = useTranslations('domain.room.fields');
  const formats = useTranslations('domain.formats');
  const { timeZone } = useUi();
  const [rows, setRows] = useState(() =>
    defaults.map((one, index) => ({
      key: `${index}`,
      title: one.title,
      format: one.format,
      due: dayOf(one, timeZone),
    })),
  );
  const add = () =>
    setRows([...rows, { key: crypto.randomUUID(), title: '', format: 'video' as const, due: '' }]);
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 text-md font-semibold">{t('deliverables')}</legend>
      {rows.length === 0 && <p className="text-muted">{t('noDeliverables')}</p>}
      {rows.map((row, index) => (
        <div
          key={row.key}
          className="grid items-end gap-3 rounded-md border border-border p-3 sm:grid-cols-[1fr_8rem_10rem_auto]"
        >
          <FormField
            form={form}
            name={`deliverables.${index}.title`}
            label={t('deliverable', { index: index + 1 })}
            required
          >
            <Input maxLength={120} defaultValue={row.title} />
          </FormField>
          <FormField form={form} name={`deliverables.${index}.format`} label={t('format')} required>
            <Select
              options={FORMATS.map((value) => ({ value, label: formats(value) }))}
              defaultValue={row.format}
            />
          </FormField>
          <FormField form={form} name={`deliverables.${index}.dueAt`} label={t('dueAt')}>
            <Input type="date" defaultValue={row.due} />
          </FormField>
          <IconButton
            label={t('remove', { index: index + 1 })}
            icon={<Trash2 aria-hidden className="size-4" />}
            className="justify-self-end"
            onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
          />
        </div>
      ))}
      {rows.length < 20 && (
        <Button size="sm" icon={<Plus aria-hidden className="size-4" />} onClick={add}>
          {t('add')}
        </Button>
      )}
    </fieldset>
  );
}

function dayOf({ dueAt }: NewDeliverable, timeZone: string): string {
  if (!dueAt) return '';
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(dueAt);
}

/**
 * What `DeliverableFields` wrote into a form: a due day becomes its last second in the reader's time zone; a day that was
 * left as it was keeps its instant, so that nothing seems changed that was not.
 */
export function deliverablesOf(
  raw: Record<string, unknown>,
  { defaults, timeZone }: { defaults: readonly NewDeliverable[]; timeZone: string },
): object[] {
  const rows = Array.isArray(raw.deliverables) ? raw.deliverables : [];
  const before = new Map(defaults.map((one) => [dayOf(one, timeZone), one.dueAt]));
  return rows.map((row: { dueAt?: unknown }) => ({
    ...row,
    dueAt: typeof row.dueAt === 'string' ? (before.get(row.dueAt) ?? endOfDay(row.dueAt, timeZone)) : null,
  }));
}
