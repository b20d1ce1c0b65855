'use client';
import type { QrCode as Code, Link } from '@kolony/links/schema';
import { Button, Dialog, download, ErrorState, QrCode, Segmented, Skeleton, useToast } from '@kolony/ui';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useErrorMessage } from '../../error-message.ts';
import { type OwnPicture, QrPicture } from './qr-picture.tsx';
import { savePng } from './save-png.ts';

export type QrLogo = 'none' | 'kol' | 'brand';
/** Pixels a side: for a chat, a post, a poster. */
const SIDES = [512, 1024, 2048] as const;

interface QrDialogProps {
  link: Link;
  code: { data: Code | undefined; error: unknown; refetch: () => unknown };
  logo: QrLogo;
  onLogo: (logo: QrLogo) => void;
  /** Null for whoever may not change it. */
  own: OwnPicture | null;
  onClose: () => void;
}

/** A link for scanning: scans are counted apart from clicks. */
export function QrDialog({ link, code, logo, onLogo, own, onClose }: QrDialogProps) {
  const t = useTranslations('domain.qr');
  const explain = useErrorMessage();
  const toast = useToast();
  const { data, error } = code;
  const png = (side: number) =>
    data &&
    savePng(data.svg, { side, name: `kolony-${link.slug}-${side}.png` }).catch(() =>
      toast({ title: t('failed'), tone: 'danger' }),
    );
  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={t('title', { label: link.label })}
      description={t('hint')}
      footer={
        <>
          <Button
            disabled={!data}
            icon={<Download aria-hidden className="size-4" />}
            onClick={() => data && download(`kolony-${link.slug}.svg`, data.svg, 'image/svg+xml')}
          >
            SVG
          </Button>
          {SIDES.map((side) => (
            <Button
              key={side}
              variant={side === 1024 ? 'primary' : 'secondary'}
              disabled={!data}
              onClick={() => png(side)}
              aria-label={t('png', { side })}
            >
              {`PNG ${side}`}
            </Button>
          ))}
        </>
      }
    >
      <div className="flex flex-col items-center gap-3">
        <Segmented
          label={t('logo')}
          value={logo}
          onChange={(value) => onLogo(value as QrLogo)}
          options={(['none', 'kol', 'brand'] as const).map((value) => ({
            value,
            label: t(value !== 'none' && data?.pictures[value] ? `pictures.${value}` : `logos.${value}`),
          }))}
        />
        {Boolean(error) && <ErrorState compact title={explain(error)} onRetry={() => code.refetch()} />}
        {!data && !error && <Skeleton className="size-60" />}
        {data && <QrCode svg={data.svg} alt={t('alt', { url: data.url })} size={240} />}
        <p className="text-sm break-all text-muted">{data?.url}</p>
        {own && logo === own.side && <QrPicture own={own} there={data?.pictures[own.side] ?? false} />}
      </div>
    </Dialog>
  );
}
