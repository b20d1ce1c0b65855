'use client';
import type { PayoutBatch } from '@kolony/payouts/schema';
import { useErrorMessage } from '@kolony/shell';
import { Button, ConfirmDialog, Money, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

/** Approve or drop a proposed batch. Above the limit its preparer sees why the button does not work. */
export function BatchActions({ batch }: { batch: PayoutBatch }) {
  const t = useTranslations('brand.payouts');
  const [asking, setAsking] = useState<'approve' | 'cancel' | null>(null);
  return (
    <>
      <Button onClick={() => setAsking('cancel')}>{t('cancelBatch')}</Button>
      <Button
        variant="primary"
        disabled={batch.needsAnother}
        aria-describedby={batch.needsAnother ? 'four-eyes' : undefined}
        onClick={() => setAsking('approve')}
      >
        {t('approve')}
      </Button>
      {asking && <Decide batch={batch} what={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

interface DecideProps {
  batch: PayoutBatch;
  what: 'approve' | 'cancel';
  onClose: () => void;
}

function Decide({ batch, what, onClose }: DecideProps) {
  const t = useTranslations('brand.payouts');
  const ui = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const { payouts } = useTrpc();
  const options = {
    onSuccess: () => toast({ title: t(what === 'approve' ? 'approved' : 'cancelled'), tone: 'success' }),
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' }),
    onSettled: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  } as const;
  const approve = useMutation(payouts.approve.mutationOptions(options));
  const cancel = useMutation(payouts.cancel.mutationOptions(options));
  const run = what === 'approve' ? approve : cancel;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      danger={what === 'cancel'}
      title={t(`${what}Title`, { count: batch.payouts.length })}
      description={t(`${what}About`)}
      confirmLabel={t(what === 'approve' ? 'approve' : 'cancelBatch')}
      cancelLabel={ui('back')}
      pending={run.isPending}
      onConfirm={() => run.mutate({ id: batch.id })}
    >
      <p className="text-2xl font-semibold tracking-tight">
        <Money amount={batch.total} currency={batch.currency} />
      </p>
    </ConfirmDialog>
  );
}
