'use client';
import { Button, Field, Input, Notice } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorMessage } from '../../error-message.ts';
import { shrinkPicture } from './shrink-picture.ts';

export interface OwnPicture {
  side: 'kol' | 'brand';
  set: (image: string) => void;
  remove: () => void;
  pending: boolean;
  error: unknown;
}

/** One's own picture for the middle of QR codes: chosen, replaced, taken away. */
export function QrPicture({ own, there }: { own: OwnPicture; there: boolean }) {
  const t = useTranslations('domain.qr');
  const explain = useErrorMessage();
  const [unreadable, setUnreadable] = useState(false);
  const choose = async (file: File | undefined) => {
    const image = file ? await shrinkPicture(file) : null;
    setUnreadable(file !== undefined && image === null);
    if (image) own.set(image);
  };
  return (
    <div className="w-full space-y-2">
      <Field label={t(`own.${own.side}`)} hint={t('ownHint')}>
        <Input
          type="file"
          className="pt-2"
          accept="image/png,image/jpeg"
          disabled={own.pending}
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </Field>
      {unreadable && <Notice tone="danger">{t('unreadable')}</Notice>}
      {Boolean(own.error) && <Notice tone="danger">{explain(own.error)}</Notice>}
      {there && (
        <Button size="sm" pending={own.pending} onClick={own.remove}>
          {t('remove')}
        </Button>
      )}
    </div>
  );
}
