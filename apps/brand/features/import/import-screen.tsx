'use client';
import type { ImportFile, ImportKind } from '@kolony/connectors/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { Card, EmptyState, Field, Input, Notice, Segmented } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { FileSpreadsheet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { DeveloperTabs } from '../webhooks/developer-tabs.tsx';
import { FilePreview } from './file-preview.tsx';
import { FileResult } from './file-result.tsx';
import { readText } from './read-text.ts';

const KINDS = ['orders', 'refunds'] as const satisfies readonly ImportKind[];

/** Orders or refunds from a file: looked at, tried, then imported. Nothing is kept of it in between. */
export function ImportScreen() {
  const t = useTranslations('brand.imports');
  const may = useMay();
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <DeveloperTabs current="/developers/import" />
      {may('key.write') ? <Steps /> : <EmptyState icon={<FileSpreadsheet />} title={t('notYours')} />}
    </>
  );
}

function Steps() {
  const t = useTranslations('brand.imports');
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const [kind, setKind] = useState<ImportKind>('orders');
  const [file, setFile] = useState<ImportFile | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const preview = useMutation(trpc.imports.preview.mutationOptions());
  const dryRun = useMutation(trpc.imports.dryRun.mutationOptions());
  const run = useMutation(trpc.imports.run.mutationOptions());

  /** Another file, or the same read otherwise: what was tried with the one before says nothing about it. */
  const look = (next: ImportFile | null) => {
    dryRun.reset();
    run.reset();
    preview.reset();
    setFile(next);
    if (next) preview.mutate(next);
  };
  const choose = async (chosen: File | undefined) => {
    const text = chosen ? await readText(chosen) : '';
    setTooLarge(text === null);
    look(text ? { kind, text } : null);
  };
  const error = preview.error ?? dryRun.error ?? run.error;
  return (
    <div className="space-y-5">
      <Card title={t('file')} description={t(`columns.${kind}`)}>
        <div className="space-y-4">
          <Segmented
            label={t('kind')}
            value={kind}
            onChange={(value) => {
              const next = KINDS.find((one) => one === value) ?? 'orders';
              setKind(next);
              look(file && { kind: next, text: file.text });
            }}
            options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <Field label={t('choose')} hint={t('limits')}>
            <Input
              type="file"
              className="pt-2"
              accept=".csv,.tsv,.txt,text/csv"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          </Field>
          {tooLarge && <Notice tone="danger">{t('tooLarge')}</Notice>}
          {error && <Notice tone="danger">{explain(error)}</Notice>}
        </div>
      </Card>
      {file && preview.data && (
        <FilePreview
          file={file}
          preview={preview.data}
          onChange={look}
          onTry={() => dryRun.mutate(file)}
          pending={dryRun.isPending}
        />
      )}
      {file && dryRun.data && !run.data && (
        <FileResult result={dryRun.data} onImport={() => run.mutate(file)} pending={run.isPending} />
      )}
      {run.data && <FileResult result={run.data} />}
    </div>
  );
}
