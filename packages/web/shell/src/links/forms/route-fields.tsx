'use client';
import { Button, Field, IconButton, Input, Select } from '@kolony/ui';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { ROUTE_KINDS, type RouteKind, type RouteRow } from '../route-rows.ts';

const EMPTY: RouteRow = { kind: 'share', destination: '', percent: 50, countries: '' };

/** Other pages for some visitors: a share of all, or whoever comes with a device, system or from a country. */
export function RouteFields({
  rows,
  onChange,
  error,
}: {
  rows: readonly RouteRow[];
  onChange: (rows: RouteRow[]) => void;
  error: string | undefined;
}) {
  const t = useTranslations('domain.linkForm');
  const keys = useRef<number[]>([]);
  while (keys.current.length < rows.length) keys.current.push((keys.current.at(-1) ?? 0) + 1);
  const set = (index: number, change: Partial<RouteRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  const remove = (index: number) => {
    keys.current.splice(index, 1);
    onChange(rows.filter((_, at) => at !== index));
  };
  return (
    <fieldset className="space-y-3">
      <legend className="font-medium">{t('routes')}</legend>
      <p className="text-sm text-muted">{t('routesHint')}</p>
      {rows.map((row, index) => (
        <div key={keys.current[index]} className="space-y-3 rounded-md border border-border p-3">
          {row.kept ? (
            <p className="text-sm break-all text-muted">{t('kept', { destination: row.destination })}</p>
          ) : (
            <>
              <div className="grid gap-3 sm:grid-cols-2">
                <Field label={t('routeFor')}>
                  <Select
                    value={row.kind}
                    onChange={(event) => set(index, { kind: event.target.value as RouteKind })}
                    options={ROUTE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
                  />
                </Field>
                {row.kind === 'share' && (
                  <Field label={t('percent')}>
                    <Input
                      type="number"
                      min={1}
                      max={100}
                      value={row.percent}
                      onChange={(event) => set(index, { percent: Math.round(Number(event.target.value)) })}
                      suffix="%"
                    />
                  </Field>
                )}
                {row.kind === 'countries' && (
                  <Field label={t('countries')}>
                    <Input
                      value={row.countries}
                      placeholder="CN JP"
                      onChange={(event) => set(index, { countries: event.target.value })}
                    />
                  </Field>
                )}
              </div>
              <Field label={t('routePage')}>
                <Input
                  type="url"
                  inputMode="url"
                  maxLength={1_000}
                  value={row.destination}
                  onChange={(event) => set(index, { destination: event.target.value.trim() })}
                />
              </Field>
            </>
          )}
          <div className="flex justify-end">
            <IconButton
              label={t('removeRoute')}
              icon={<Trash2 aria-hidden className="size-4" />}
              onClick={() => remove(index)}
            />
          </div>
        </div>
      ))}
      {error && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      <Button
        size="sm"
        icon={<Plus aria-hidden className="size-4" />}
        onClick={() => onChange([...rows, EMPTY])}
      >
        {t('addRoute')}
      </Button>
    </fieldset>
  );
}
