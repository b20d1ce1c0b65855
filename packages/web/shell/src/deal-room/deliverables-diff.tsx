'use client';
import type { NewDeliverable } from '@kolony/campaigns/schema';
import { useTranslations } from 'next-intl';
import { diffDeliverables } from './diff-deliverables.ts';
import { useDate } from './use-date.ts';

/** A deliverable in one line: what, in which form, until when. */
export function useDeliverableText(): (one: NewDeliverable) => string {
  const t = useTranslations('domain.room');
  const formats = useTranslations('domain.formats');
  const date = useDate();
  return ({ title, format, dueAt }) =>
    [formats(format), title, dueAt ? t('due', { at: date(dueAt) }) : t('noDue')].join(' · ');
}

/** What one round asks for otherwise than the other, in words; nothing when it is the same. */
export function DeliverablesDiff({
  before,
  after,
}: {
  before: readonly NewDeliverable[];
  after: readonly NewDeliverable[];
}) {
  const t = useTranslations('domain.room');
  const diff = useTranslations('domain.diff');
  const text = useDeliverableText();
  const changes = diffDeliverables(before, after);
  if (changes.length === 0) return null;
  return (
    <ul className="space-y-2">
      {changes.map((change, index) => {
        const kind = !change.before ? 'added' : !change.after ? 'removed' : 'changed';
        return (
          // Two deliverables may be alike, so only their place tells them apart.
          <li
            key={`${kind}-${index}`}
            className="grid gap-0.5 border-s-2 border-border-strong ps-3 break-words"
          >
            <span className="text-sm">{t(`changes.${kind}`)}</span>
            {change.before && (
              <del className="text-muted">
                <span className="sr-only">{diff('was')} </span>
                {text(change.before)}
              </del>
            )}
            {change.after && (
              <ins className="font-medium no-underline">
                <span className="sr-only">{diff('is')} </span>
                {text(change.after)}
              </ins>
            )}
          </li>
        );
      })}
    </ul>
  );
}
