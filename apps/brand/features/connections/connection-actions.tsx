'use client';
import type { Connection } from '@kolony/connectors/schema';
import { useErrorMessage } from '@kolony/shell';
import { Button, ConfirmDialog, Dialog, Menu, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { SecretForm } from './secret-form.tsx';

/** Pause it, give it another secret, delete it. */
export function ConnectionActions({ connection: { id, pausedAt, provider } }: { connection: Connection }) {
  const t = useTranslations('brand.connections');
  const ui = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  const { connections } = useTrpc();
  const [asking, setAsking] = useState<'secret' | 'delete' | null>(null);
  const close = () => setAsking(null);
  const settled = {
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' }),
    onSettled: () => queries.invalidateQueries(),
  };
  const change = useMutation(connections.change.mutationOptions(settled));
  const remove = useMutation(
    connections.remove.mutationOptions({
      ...settled,
      onSuccess: () => router.push('/developers/connections'),
    }),
  );
  return (
    <>
      <Button pending={change.isPending} onClick={() => change.mutate({ id, paused: !pausedAt })}>
        {pausedAt ? t('resume') : t('pause')}
      </Button>
      <Menu
        label={t('more')}
        icon={<Ellipsis aria-hidden className="size-4" />}
        items={[
          { id: 'secret', label: t('changeSecret'), onSelect: () => setAsking('secret') },
          { id: 'delete', label: ui('delete'), danger: true, onSelect: () => setAsking('delete') },
        ]}
      />
      <Dialog
        open={asking === 'secret'}
        onClose={close}
        title={t('changeSecret')}
        description={t(`secretHint.${provider}`)}
      >
        <SecretForm id={id} onDone={close} />
      </Dialog>
      <ConfirmDialog
        danger
        open={asking === 'delete'}
        onClose={close}
        title={t('deleteTitle')}
        description={t('deleteAbout')}
        confirmLabel={ui('delete')}
        cancelLabel={ui('cancel')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
      />
    </>
  );
}
