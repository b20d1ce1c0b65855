'use client';
import type { BrandInputs } from '@kolony/rpc/brand';
import { Button, useToast, useUi } from '@kolony/ui';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';

const NEWLINE = 0x0a;

/** Fetches all orders as a file, counting them as they come; one may stop it. */
export function OrdersExport({ question }: { question: BrandInputs['reports']['orders'] }) {
  const t = useTranslations('reports.orders');
  const { locale } = useUi();
  const toast = useToast();
  const stop = useRef<AbortController | null>(null);
  const [progress, setProgress] = useState<{ rows: number; bytes: number } | null>(null);

  async function run() {
    const controller = new AbortController();
    stop.current = controller;
    setProgress({ rows: 0, bytes: 0 });
    try {
      const query = new URLSearchParams({ question: JSON.stringify(question) });
      const response = await fetch(`/reports/orders/export?${query}`, { signal: controller.signal });
      if (!response.ok || !response.body) throw new Error(String(response.status));
      const pieces: BlobPart[] = [];
      let [rows, bytes] = [-1, 0];
      for await (const piece of piecesOf(response.body)) {
        pieces.push(piece);
        bytes += piece.length;
        for (const byte of piece) if (byte === NEWLINE) rows += 1;
        setProgress({ rows, bytes });
      }
      save(new Blob(pieces, { type: 'text/csv' }));
    } catch {
      if (!controller.signal.aborted) toast({ title: t('failed'), tone: 'danger' });
    } finally {
      setProgress(null);
    }
  }

  if (!progress)
    return (
      <Button icon={<Download aria-hidden className="size-4" />} onClick={run}>
        {t('export')}
      </Button>
    );
  const size = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
  return (
    <div role="status" className="flex items-center gap-3 text-sm">
      {t('exporting', { rows: Math.max(0, progress.rows), size: size.format(progress.bytes / 1_000) })}
      <Button size="sm" onClick={() => stop.current?.abort()}>
        {t('cancel')}
      </Button>
    </div>
  );
}

/** Not every browser can iterate over a stream. */
async function* piecesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

function save(file: Blob): void {
  const url = URL.createObjectURL(file);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = 'kolony-orders.csv';
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
