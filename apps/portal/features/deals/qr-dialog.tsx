'use client';
import type { Link } from '@kolony/links/schema';
import { useErrorMessage } from '@kolony/shell';
import { Button, Dialog, download, ErrorState, QrCode, Skeleton } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

export default function QrDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const t = useTranslations('portal.links');
  const explain = useErrorMessage();
  const qr = useQuery(useTrpc().links.qr.queryOptions({ id: link.id }));
  const save = () => qr.data && download(`kolony-${link.slug}.svg`, qr.data.svg, 'image/svg+xml');
  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={t('qrTitle', { label: link.label || t('main') })}
      description={t('qrHint')}
      footer={
        <Button
          variant="primary"
          disabled={!qr.data}
          icon={<Download aria-hidden className="size-4" />}
          onClick={save}
        >
          {t('qrDownload')}
        </Button>
      }
    >
      <div className="flex flex-col items-center gap-3">
        {qr.error && <ErrorState compact title={explain(qr.error)} onRetry={() => qr.refetch()} />}
        {!qr.data && !qr.error && <Skeleton className="size-60" />}
        {qr.data && <QrCode svg={qr.data.svg} alt={t('qrAlt', { url: link.url })} size={240} />}
        <p className="text-sm break-all text-muted">{link.url}</p>
      </div>
    </Dialog>
  );
}
