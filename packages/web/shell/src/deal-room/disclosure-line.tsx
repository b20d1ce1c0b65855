'use client';
import type { Submission } from '@kolony/deals/schema';
import { Check, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Whether the advertising label was found in what was handed in; when it is missing, the rule and what it blocks. */
export function DisclosureLine({
  submission,
  label,
}: {
  submission: Pick<Submission, 'kind' | 'disclosure'>;
  label: string;
}) {
  const t = useTranslations('domain.room.disclosure');
  if (submission.disclosure !== null) {
    return (
      <p className="flex items-start gap-1.5 text-sm text-success">
        <Check aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 break-words">{t('found', { label: submission.disclosure })}</span>
      </p>
    );
  }
  return (
    <div
      className={`flex items-start gap-1.5 text-sm ${
        submission.kind === 'proof' ? 'text-danger' : 'text-warning'
      }`}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 break-words">
        <span className="font-semibold">{t('missing')}</span> {t(`rule.${submission.kind}`, { label })}
      </p>
    </div>
  );
}
