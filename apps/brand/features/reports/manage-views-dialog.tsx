'use client';
import { useErrorMessage } from '@kolony/shell';
import { Badge, Button, Dialog, EmptyState, Field, IconButton, Input, Link, Notice } from '@kolony/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Bookmark, Pencil, Star, StarOff, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { hrefOf, useViewsChanged, type View } from './views.ts';

/** All views that one may open: which of them a report opens with, and one's own to rename and delete. */
export function ManageViewsDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('reports.views');
  const views = useQuery(useTrpc().views.list.queryOptions());
  return (
    <Dialog open onClose={onClose} title={t('manage')} description={t('manageAbout')}>
      {views.data?.length === 0 ? (
        <EmptyState compact icon={<Bookmark />} title={t('none')} />
      ) : (
        <ul className="divide-y divide-border">
          {views.data?.map((view) => (
            <ViewItem key={view.id} view={view} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function ViewItem({ view }: { view: View }) {
  const t = useTranslations('reports.views');
  const reports = useTranslations('reports.nav');
  const explain = useErrorMessage();
  const may = useMay();
  const trpc = useTrpc();
  const changed = useViewsChanged();
  const [renaming, setRenaming] = useState(false);
  const setDefault = useMutation(trpc.views.setDefault.mutationOptions(changed));
  const remove = useMutation(trpc.views.delete.mutationOptions(changed));
  const { id, name, report } = view;
  const error = setDefault.error ?? remove.error;
  return (
    <li className="space-y-2 py-2">
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          <Link href={hrefOf(view)}>{name}</Link>
          <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
            {reports(report)}
            {view.shared && <Badge>{t('whole')}</Badge>}
            {view.default && <Badge tone="accent">{t('isDefault')}</Badge>}
          </p>
        </div>
        <div className="flex flex-none items-center">
          <IconButton
            size="sm"
            label={t(view.default ? 'clearDefault' : 'setDefault', { name, report: reports(report) })}
            icon={
              view.default ? (
                <StarOff aria-hidden className="size-4" />
              ) : (
                <Star aria-hidden className="size-4" />
              )
            }
            onClick={() => setDefault.mutate({ report, id: view.default ? null : id })}
          />
          {view.own && may('report.write') && (
            <>
              <IconButton
                size="sm"
                label={t('rename', { name })}
                icon={<Pencil aria-hidden className="size-4" />}
                onClick={() => setRenaming(!renaming)}
              />
              <IconButton
                size="sm"
                label={t('delete', { name })}
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={() => remove.mutate({ id })}
              />
            </>
          )}
        </div>
      </div>
      {error && <Notice tone="danger">{explain(error)}</Notice>}
      {renaming && <RenameForm view={view} onDone={() => setRenaming(false)} />}
    </li>
  );
}

function RenameForm({ view, onDone }: { view: View; onDone(): void }) {
  const t = useTranslations('reports.views');
  const explain = useErrorMessage();
  const [name, setName] = useState(view.name);
  const rename = useMutation(useTrpc().views.rename.mutationOptions(useViewsChanged()));
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate({ id: view.id, name }, { onSuccess: onDone });
      }}
    >
      {rename.error && <Notice tone="danger">{explain(rename.error)}</Notice>}
      <div className="flex items-end gap-2">
        <Field label={t('name')}>
          <Input
            required
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" pending={rename.isPending}>
          {t('done')}
        </Button>
      </div>
    </form>
  );
}
