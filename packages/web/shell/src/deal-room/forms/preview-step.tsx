'use client';
import { Button, Notice } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { useErrorMessage } from '../../error-message.ts';

/** The last look before something is sent to the other side: the change in words, then back or send. */
export function PreviewStep({
  title,
  sendLabel,
  pending,
  error,
  onBack,
  onSend,
  children,
}: {
  title: string;
  sendLabel: string;
  pending: boolean;
  error: unknown;
  onBack: () => void;
  onSend: () => void;
  children: ReactNode;
}) {
  const t = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone: readers go on here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="space-y-4">
      <h3 ref={heading} tabIndex={-1} className="text-md font-semibold outline-none">
        {title}
      </h3>
      {children}
      {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack} disabled={pending}>
          {t('back')}
        </Button>
        <Button variant="primary" pending={pending} onClick={onSend}>
          {sendLabel}
        </Button>
      </div>
    </section>
  );
}
