'use client';
import type { Submission } from '@kolony/deals/schema';
import { Link, RelativeTime, StatusBadge } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DisclosureLine } from './disclosure-line.tsx';
import type { Side } from './next-step.ts';
import { SUBMISSION_TONE } from './tones.ts';

/** One draft or proof: what was handed in, the label, the verdict and what both said about it. */
export function SubmissionView({
  submission,
  label,
  side,
  other,
  children,
}: {
  submission: Submission;
  /** The campaign's disclosure label. */
  label: string;
  side: Side;
  other: string;
  /** Where a comment is written. */
  children?: ReactNode;
}) {
  const t = useTranslations('domain.room.submission');
  const { kind, revision, state, text, url, media, comments } = submission;
  return (
    <div className="space-y-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{t(kind, { revision })}</span>
        <StatusBadge tone={SUBMISSION_TONE[state]}>{t(`states.${state}`)}</StatusBadge>
        <span className="text-sm text-muted">
          <RelativeTime at={submission.submittedAt} />
        </span>
      </p>
      <p className="max-h-72 overflow-y-auto rounded-md bg-sunken px-3 py-2 break-words whitespace-pre-line">
        {text}
      </p>
      {url && (
        <p className="break-all">
          <span className="text-muted">{t('link')}</span> <Link href={url}>{url}</Link>
        </p>
      )}
      {media.length > 0 && (
        <ul className="space-y-1">
          {media.map((address, index) => (
            <li key={address} className="break-all">
              <span className="text-muted">{t('media', { index: index + 1 })}</span>{' '}
              <Link href={address}>{address}</Link>
            </li>
          ))}
        </ul>
      )}
      <DisclosureLine submission={submission} label={label} />
      {comments.length > 0 && (
        <ol aria-label={t('comments')} className="space-y-2">
          {comments.map((comment) => (
            <li key={comment.id} className="border-s-2 border-border-strong ps-3">
              <p className="text-sm text-muted">
                {comment.by === side ? t('you') : other} · <RelativeTime at={comment.at} />
              </p>
              <p className="break-words whitespace-pre-line">{comment.body}</p>
            </li>
          ))}
        </ol>
      )}
      {children}
    </div>
  );
}
