'use client';
import { Badge } from '@kolony/ui';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDate } from './use-date.ts';

/** "Due 25 Nov 2026", and that it is overdue: in words, not by colour alone. */
export function DueLine({ at, overdue }: { at: Date | null; overdue: boolean }) {
  const t = useTranslations('domain.room');
  const date = useDate();
  if (!at) return <span className="text-muted">{t('noDue')}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
      <span>{t('due', { at: date(at) })}</span>
      {overdue && (
        <Badge tone="danger" icon={<TriangleAlert aria-hidden className="size-3" />}>
          {t('overdue')}
        </Badge>
      )}
    </span>
  );
}
