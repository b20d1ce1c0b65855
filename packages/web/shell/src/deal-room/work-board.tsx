'use client';
import type { Deal, DealDeliverable, Submission } from '@kolony/deals/schema';
import { Card, Money, StatusBadge, useNow } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DueLine } from './due-line.tsx';
import { isOverdue, type Side } from './next-step.ts';
import { TurnBadge } from './next-step-card.tsx';
import { SubmissionView } from './submission-view.tsx';
import { WORK_TONE } from './tones.ts';
import { WorkSteps } from './work-steps.tsx';

interface BoardProps {
  deal: Pick<Deal, 'work' | 'milestones' | 'disclosure' | 'campaign'>;
  side: Side;
  other: string;
  /** The buttons of this side for a deliverable. */
  actions: (deliverable: DealDeliverable) => ReactNode;
  /** Where a comment on the newest submission is written. */
  comment: (submission: Submission) => ReactNode;
}

/** Everything that is to be delivered: its step, owner, due date, what was handed in and what was said. */
export function WorkBoard(props: BoardProps) {
  const t = useTranslations('domain.room.work');
  const { work } = props.deal;
  const done = work.filter(({ state }) => state === 'confirmed').length;
  return (
    <Card
      flush
      title={t('title')}
      description={work.length > 0 ? t('progress', { done, all: work.length }) : undefined}
    >
      {work.length === 0 ? (
        <p className="px-4 pb-4 text-muted sm:px-5">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-border">
          {work.map((deliverable) => (
            <WorkItem key={deliverable.id} {...props} deliverable={deliverable} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function WorkItem({
  deal,
  side,
  other,
  actions,
  comment,
  deliverable,
}: BoardProps & { deliverable: DealDeliverable }) {
  const t = useTranslations('domain.room');
  const formats = useTranslations('domain.formats');
  const now = useNow();
  const { title, format, state, turn, dueAt, submissions, milestoneKey } = deliverable;
  const milestone = deal.milestones.find(({ key }) => key === milestoneKey);
  const newest = submissions.at(-1);
  const older = submissions.slice(0, -1).toReversed();
  const buttons = actions(deliverable);
  return (
    <li id={deliverable.id} className="scroll-mt-20 space-y-3 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="font-semibold break-words">{title}</h3>
          <p className="text-sm text-muted">{formats(format)}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <StatusBadge tone={WORK_TONE[state]}>{t(`workStates.${state}`)}</StatusBadge>
          {turn && <TurnBadge turn={turn} side={side} other={other} />}
        </div>
      </div>
      <WorkSteps state={state} side={side} other={other} />
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <DueLine at={dueAt} overdue={isOverdue(deliverable, now)} />
        {milestone && (
          <span className="text-muted">
            {t('work.releases', { title: milestone.title })}{' '}
            <span className="font-medium text-text">
              <Money amount={milestone.amount} currency={deal.campaign.currency} />
            </span>
          </span>
        )}
      </p>
      {newest && (
        <SubmissionView submission={newest} label={deal.disclosure} side={side} other={other}>
          {comment(newest)}
        </SubmissionView>
      )}
      {older.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm font-medium">
            {t('work.older', { count: older.length })}
          </summary>
          <ol className="mt-3 space-y-5">
            {older.map((submission) => (
              <li key={submission.id}>
                <SubmissionView submission={submission} label={deal.disclosure} side={side} other={other} />
              </li>
            ))}
          </ol>
        </details>
      )}
      {buttons && <div className="flex flex-wrap gap-2">{buttons}</div>}
    </li>
  );
}
