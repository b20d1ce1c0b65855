'use client';
import type { Deal } from '@kolony/deals/schema';
import type { Link } from '@kolony/links/schema';
import { useErrorMessage } from '@kolony/shell';
import { LinkFacts, type LinkFigures } from '@kolony/shell/links';
import { Button, CopyButton, StatusBadge, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Pencil, Play, QrCode } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const QrDialog = lazy(() => import('./qr-dialog.tsx'));
const NewLinkDialog = lazy(() => import('./new-link-dialog.tsx'));

/** One link: where it leads, and everything needed to share or stop it. */
export function LinkItem({
  deal,
  link,
  figures,
  working,
}: {
  deal: Deal;
  link: Link;
  figures: LinkFigures | undefined;
  working: boolean;
}) {
  const t = useTranslations('portal.links');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const [showQr, setShowQr] = useState(false);
  const [editing, setEditing] = useState(false);
  const paused = link.state === 'paused';
  const change = useMutation(
    trpc.links.setState.mutationOptions({
      onSuccess: ({ state }) =>
        toast({ title: t(state === 'paused' ? 'nowPaused' : 'nowActive'), tone: 'success' }),
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.links.pathKey() }),
    }),
  );
  return (
    <li className="space-y-2 px-4 py-4 sm:px-5">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium break-words">{link.label || t('main')}</span>
        <StatusBadge tone={paused ? 'neutral' : 'success'}>{t(`states.${link.state}`)}</StatusBadge>
      </p>
      <p className="rounded-md bg-sunken px-3 py-2 font-medium break-all select-all">{link.url}</p>
      <LinkFacts link={link} figures={figures} />
      {paused && <p className="text-sm text-muted">{t('pausedHint')}</p>}
      <div className="flex flex-wrap gap-2 pt-1">
        <CopyButton text={link.url} variant="primary" size="md">
          {t('copy')}
        </CopyButton>
        <Button icon={<QrCode aria-hidden className="size-4" />} onClick={() => setShowQr(true)}>
          {t('qr')}
        </Button>
        {working && (
          <Button
            variant="ghost"
            icon={<Pencil aria-hidden className="size-4" />}
            onClick={() => setEditing(true)}
          >
            {t('edit')}
          </Button>
        )}
        {working && (
          <Button
            variant="ghost"
            pending={change.isPending}
            icon={paused ? <Play aria-hidden className="size-4" /> : <Pause aria-hidden className="size-4" />}
            onClick={() => change.mutate({ id: link.id, state: paused ? 'active' : 'paused' })}
          >
            {t(paused ? 'resume' : 'pause')}
          </Button>
        )}
      </div>
      <Suspense>
        {editing && <NewLinkDialog deal={deal} link={link} onClose={() => setEditing(false)} />}
      </Suspense>
      <Suspense>{showQr && <QrDialog link={link} onClose={() => setShowQr(false)} />}</Suspense>
    </li>
  );
}
