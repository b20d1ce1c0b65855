'use client';
import type { DealDeliverable } from '@kolony/deals/schema';
import { useTranslations } from 'next-intl';
import type { Side } from './next-step.ts';

/** The way of every deliverable, and whose step each is. A revision is the first step again. */
const STEPS = [
  { id: 'draft', by: 'kol' },
  { id: 'review', by: 'brand' },
  { id: 'posting', by: 'kol' },
  { id: 'check', by: 'brand' },
] as const satisfies readonly { id: string; by: Side }[];

const AT: Record<DealDeliverable['state'], number> = {
  open: 0,
  revision_asked: 0,
  draft_in_review: 1,
  draft_approved: 2,
  proof_in_review: 3,
  confirmed: 4,
};

/** Where a deliverable is on its way, with the owner of every step; phones show the bars and the step in hand. */
export function WorkSteps({
  state,
  side,
  other,
}: {
  state: DealDeliverable['state'];
  side: Side;
  other: string;
}) {
  const t = useTranslations('domain.room.steps');
  const at = AT[state];
  const current = STEPS[at];
  const owner = (by: Side) => (by === side ? t('you') : other);
  return (
    <div>
      <ol aria-label={t('label')} className="grid grid-cols-4 gap-1.5">
        {STEPS.map((step, index) => {
          const progress = index < at ? 'done' : index === at ? 'current' : 'ahead';
          const bar = { done: 'bg-success', current: 'bg-accent', ahead: 'bg-border' }[progress];
          return (
            <li key={step.id} aria-current={progress === 'current' ? 'step' : undefined} className="min-w-0">
              <span aria-hidden className={`block h-1.5 rounded-full ${bar}`} />
              <span
                className={`mt-1 block text-xs break-words max-sm:sr-only ${
                  progress === 'current' ? 'font-semibold' : 'text-muted'
                }`}
              >
                {index + 1}. {t(step.id)}
                <span className="sr-only"> ({t(progress)})</span>
              </span>
              <span className="block text-xs break-words text-muted max-sm:sr-only">{owner(step.by)}</span>
            </li>
          );
        })}
      </ol>
      {current && (
        <p aria-hidden className="mt-1 text-xs sm:hidden">
          <span className="font-semibold">
            {at + 1}/{STEPS.length} {t(current.id)}
          </span>{' '}
          <span className="text-muted">· {owner(current.by)}</span>
        </p>
      )}
    </div>
  );
}
