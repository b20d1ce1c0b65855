'use client';
import type { Bundle, Storefront } from '@kolony/links/schema';
import { useErrorMessage } from '@kolony/shell';
import { Badge, Button, ConfirmDialog, CopyButton, IconButton, StatusBadge, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useSavePage } from './use-save-page.ts';

interface BundleItemProps {
  page: Storefront;
  bundle: Bundle;
  url: string;
  onEdit: () => void;
}

/** One bundle: its own address, its lines, and its place on the page. */
export function BundleItem({ page, bundle, url, onEdit }: BundleItemProps) {
  const t = useTranslations('portal.storefront');
  const actions = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const [deleting, setDeleting] = useState(false);
  const save = useSavePage();
  const remove = useMutation(
    trpc.storefront.deleteBundle.mutationOptions({
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.storefront.pathKey() }),
    }),
  );
  const ids = page.bundles.map(({ id }) => id);
  const at = ids.indexOf(bundle.id);
  const move = (by: -1 | 1) => {
    const order = [...ids];
    order.splice(at, 1);
    order.splice(at + by, 0, bundle.id);
    save.mutate({ bio: page.bio, published: page.published, order });
  };
  return (
    <li className="space-y-2 px-4 py-4 sm:px-5">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium break-words">{bundle.title}</span>
        <span className="flex gap-1.5">
          {bundle.onStorefront && <Badge>{t('onPage')}</Badge>}
          <StatusBadge tone={bundle.published ? 'success' : 'neutral'}>
            {t(bundle.published ? 'shown' : 'hidden')}
          </StatusBadge>
        </span>
      </p>
      <p className="text-sm break-all text-muted">{url}</p>
      <ol className="list-decimal space-y-0.5 ps-5 text-sm">
        {bundle.items.map((item) => (
          <li key={item.linkId} className={item.live ? '' : 'text-muted'}>
            {item.title} · {item.brand}
            {!item.live && ` (${t('notLive')})`}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2 pt-1">
        <CopyButton text={url} variant="secondary">
          {t('copyBundle')}
        </CopyButton>
        <Button size="sm" variant="ghost" icon={<Pencil aria-hidden className="size-4" />} onClick={onEdit}>
          {actions('edit')}
        </Button>
        <IconButton
          size="sm"
          label={t('up', { title: bundle.title })}
          disabled={at === 0 || save.isPending}
          icon={<ArrowUp aria-hidden className="size-4" />}
          onClick={() => move(-1)}
        />
        <IconButton
          size="sm"
          label={t('down', { title: bundle.title })}
          disabled={at === ids.length - 1 || save.isPending}
          icon={<ArrowDown aria-hidden className="size-4" />}
          onClick={() => move(1)}
        />
        <IconButton
          size="sm"
          label={t('delete', { title: bundle.title })}
          icon={<Trash2 aria-hidden className="size-4" />}
          onClick={() => setDeleting(true)}
        />
      </div>
      <ConfirmDialog
        open={deleting}
        danger
        title={t('deleteTitle', { title: bundle.title })}
        description={t('deleteHint')}
        confirmLabel={actions('delete')}
        cancelLabel={actions('cancel')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ id: bundle.id })}
        onClose={() => setDeleting(false)}
      />
    </li>
  );
}
