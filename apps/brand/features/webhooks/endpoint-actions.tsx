'use client';
import { useErrorMessage } from '@kolony/shell';
import { Button, ConfirmDialog, Dialog, Menu, useToast } from '@kolony/ui';
import type { Endpoint } from '@kolony/webhooks/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Send } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { SecretOnce } from './secret-once.tsx';

const EndpointDialog = dynamic(() => import('./endpoint-dialog.tsx'));
/** Hours for which a receiver may still know only the secret before. */
const OVERLAP = 24;

/** Test it, change it, give it a new secret, switch it off or on, delete it. */
export function EndpointActions({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations('brand.webhooks');
  const ui = useTranslations('ui.actions');
  const [asking, setAsking] = useState<'edit' | 'rotate' | 'delete' | null>(null);
  const close = () => setAsking(null);
  const acts = useActs(close);
  const { id, disabledAt } = endpoint;
  const enabled = disabledAt === null;
  return (
    <>
      {enabled ? (
        <Button
          variant="primary"
          icon={<Send aria-hidden className="size-4" />}
          pending={acts.test.isPending}
          onClick={() => acts.test.mutate({ id })}
        >
          {t('test')}
        </Button>
      ) : (
        <Button
          variant="primary"
          pending={acts.change.isPending}
          onClick={() => acts.change.mutate({ id, enabled: true })}
        >
          {t('enable')}
        </Button>
      )}
      <Menu
        label={t('more')}
        icon={<Ellipsis aria-hidden className="size-4" />}
        items={[
          { id: 'edit', label: ui('edit'), onSelect: () => setAsking('edit') },
          { id: 'rotate', label: t('rotate'), onSelect: () => setAsking('rotate') },
          ...(enabled
            ? [
                {
                  id: 'disable',
                  label: t('disable'),
                  onSelect: () => acts.change.mutate({ id, enabled: false }),
                },
              ]
            : []),
          { id: 'delete', label: ui('delete'), danger: true, onSelect: () => setAsking('delete') },
        ]}
      />
      {asking === 'edit' && <EndpointDialog endpoint={endpoint} onClose={close} />}
      {asking === 'rotate' && <Rotate id={id} onClose={close} />}
      <ConfirmDialog
        danger
        open={asking === 'delete'}
        onClose={close}
        title={t('deleteTitle')}
        description={t('deleteAbout')}
        confirmLabel={ui('delete')}
        cancelLabel={ui('cancel')}
        pending={acts.remove.isPending}
        onConfirm={() => acts.remove.mutate({ id })}
      />
    </>
  );
}

function useActs(close: () => void) {
  const t = useTranslations('brand.webhooks');
  const explain = useErrorMessage();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  const { webhooks } = useTrpc();
  const settled = {
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' }),
    onSettled: () => queries.invalidateQueries(),
  };
  return {
    test: useMutation(
      webhooks.test.mutationOptions({
        ...settled,
        onSuccess: () => toast({ title: t('testSent'), tone: 'success' }),
      }),
    ),
    change: useMutation(webhooks.change.mutationOptions(settled)),
    remove: useMutation(
      webhooks.remove.mutationOptions({
        ...settled,
        onSuccess: () => {
          close();
          router.push('/developers/webhooks');
        },
      }),
    ),
  };
}

function Rotate({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('brand.webhooks');
  const ui = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const rotate = useMutation(
    useTrpc().webhooks.rotate.mutationOptions({
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
      onSuccess: () => queries.invalidateQueries(),
    }),
  );
  if (rotate.data)
    return (
      <Dialog open onClose={onClose} title={t('rotate')} description={t('rotated', { hours: OVERLAP })}>
        <SecretOnce secret={rotate.data.secret} onClose={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('rotate')}
      description={t('rotateAbout', { hours: OVERLAP })}
      confirmLabel={t('rotate')}
      cancelLabel={ui('cancel')}
      pending={rotate.isPending}
      onConfirm={() => rotate.mutate({ id, overlapHours: OVERLAP })}
    />
  );
}
