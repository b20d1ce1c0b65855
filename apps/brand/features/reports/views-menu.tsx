'use client';
import type { BrandInputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import { Button, Checkbox, Dialog, Field, IconButton, Input, Link, Menu, Notice } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Trash2 } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

type Report = BrandInputs['views']['save']['report'];

/** Questions that are asked again and again, each under its name. */
export function ViewsMenu({ report }: { report: Report }) {
  const t = useTranslations('reports.views');
  const may = useMay();
  const views = useQuery(useTrpc().views.list.queryOptions());
  const [keeping, setKeeping] = useState(false);
  return (
    <>
      <Menu
        label={t('title')}
        items={[
          ...(views.data ?? []).map((view) => ({
            id: view.id,
            label: view.name,
            href: `/reports/${view.report}${view.search ? `?${view.search}` : ''}`,
          })),
          ...(may('report.write')
            ? [{ id: 'keep', label: t('keep'), section: true as const, onSelect: () => setKeeping(true) }]
            : []),
        ]}
      >
        <Bookmark aria-hidden className="size-4" />
        {t('title')}
      </Menu>
      {keeping && <ViewsDialog report={report} onClose={() => setKeeping(false)} />}
    </>
  );
}

function ViewsDialog({ report, onClose }: { report: Report; onClose(): void }) {
  const t = useTranslations('reports.views');
  const explain = useErrorMessage();
  const search = useSearchParams().toString();
  const trpc = useTrpc();
  const client = useQueryClient();
  const views = useQuery(trpc.views.list.queryOptions());
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const changed = { onSuccess: () => client.invalidateQueries({ queryKey: trpc.views.list.queryKey() }) };
  const save = useMutation(trpc.views.save.mutationOptions(changed));
  const remove = useMutation(trpc.views.delete.mutationOptions(changed));
  const own = (views.data ?? []).filter((view) => view.own);
  return (
    <Dialog open onClose={onClose} title={t('keep')} description={t('about')}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ report, name, search, shared }, { onSuccess: onClose });
        }}
      >
        {save.error && <Notice tone="danger">{explain(save.error)}</Notice>}
        <Field label={t('name')}>
          <Input
            required
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Checkbox
          label={t('shared')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <Button type="submit" variant="primary" pending={save.isPending}>
          {t('save')}
        </Button>
      </form>
      {own.length > 0 && (
        <section className="mt-6">
          <h3 className="mb-2 font-semibold">{t('own')}</h3>
          <ul className="divide-y divide-border">
            {own.map((view) => (
              <li key={view.id} className="flex items-center justify-between gap-3 py-1.5">
                <Link href={`/reports/${view.report}${view.search ? `?${view.search}` : ''}`}>
                  {view.name}
                </Link>
                <IconButton
                  size="sm"
                  label={t('delete', { name: view.name })}
                  icon={<Trash2 aria-hidden className="size-4" />}
                  onClick={() => remove.mutate({ id: view.id })}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
