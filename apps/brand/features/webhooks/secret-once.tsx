'use client';
import { Button, CopyButton, Notice } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** A secret that is told once. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useTranslations('brand.webhooks');
  return (
    <div className="space-y-4">
      <Notice tone="warning">{t('once')}</Notice>
      <code className="block break-all rounded-md bg-sunken p-3 text-sm" data-testid="webhook-secret">
        {secret}
      </code>
      <div className="flex gap-3">
        <CopyButton text={secret} label={t('copy')}>
          {t('copy')}
        </CopyButton>
        <Button onClick={onClose}>{t('done')}</Button>
      </div>
    </div>
  );
}
