'use client';
import type { BankFileFormat, PayoutBatch } from '@kolony/payouts/schema';
import { useErrorMessage } from '@kolony/shell';
import { Button, Card, download, useToast } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const FORMATS = ['pain001', 'csv'] as const satisfies readonly BankFileFormat[];

/** The files with which finance pays at the bank: everything of the batch that is still to be paid. */
export function BankFiles({ batch }: { batch: PayoutBatch }) {
  const t = useTranslations('brand.payouts');
  const explain = useErrorMessage();
  const toast = useToast();
  const file = useMutation(
    useTrpc().payouts.bankFile.mutationOptions({
      onSuccess: ({ name, content, mediaType }) => download(name, content, mediaType),
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
    }),
  );
  const open = batch.payouts.filter((payout) => payout.state === 'approved').length;
  if (batch.state !== 'approved' || batch.provider !== 'manual' || open === 0) return null;
  return (
    <Card
      title={t('bankFiles')}
      description={t('bankFilesAbout', { count: open })}
      actions={FORMATS.map((format) => (
        <Button
          key={format}
          icon={<Download aria-hidden className="size-4" />}
          pending={file.isPending && file.variables.format === format}
          onClick={() => file.mutate({ batchId: batch.id, format })}
        >
          {t(`formats.${format}`)}
        </Button>
      ))}
    >
      <p className="text-sm text-muted">{t('bankFilesAudited')}</p>
    </Card>
  );
}
