'use client';
import { useErrorMessage } from '@kolony/shell';
import { ConfirmDialog, Segmented, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const HOUR = 3_600_000;
/** How far back; a month is all there is. */
const BACK = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR, month: 720 * HOUR };
const SPANS = ['hour', 'day', 'week', 'month'] as const satisfies readonly (keyof typeof BACK)[];

/** Sends everything that failed since then once more. */
export default function ReplayDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('brand.webhooks');
  const ui = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const [span, setSpan] = useState<(typeof SPANS)[number]>('day');
  const replay = useMutation(
    useTrpc().webhooks.replayFailed.mutationOptions({
      onSuccess: ({ replayed }) => toast({ title: t('replayed', { count: replayed }), tone: 'success' }),
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
      onSettled: async () => {
        onClose();
        await queries.invalidateQueries();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('replayFailed')}
      description={t('replayFailedAbout')}
      confirmLabel={t('replay')}
      cancelLabel={ui('cancel')}
      pending={replay.isPending}
      onConfirm={() => replay.mutate({ id, since: new Date(Date.now() - BACK[span]) })}
    >
      <Segmented
        label={t('since')}
        value={span}
        onChange={(value) => setSpan(SPANS.find((one) => one === value) ?? 'day')}
        options={SPANS.map((value) => ({ value, label: t(`spans.${value}`) }))}
      />
    </ConfirmDialog>
  );
}
