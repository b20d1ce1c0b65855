'use client';
import { Badge } from '@kolony/ui';
import { Check, Hourglass, UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { DueLine } from './due-line.tsx';
import type { OpenStep, Side } from './next-step.ts';
import { useDate } from './use-date.ts';

/**
 * The top of a deal room: whose turn it is and the one thing to do next, with its buttons as children. `other` is the
 * name of the other side.
 */
export function NextStepCard({
  steps,
  side,
  other,
  idle,
  children,
}: {
  /** From `openSteps`. */
  steps: readonly OpenStep[];
  side: Side;
  other: string;
  /** What to say when nothing is waited for. */
  idle: { title: string; hint?: string };
  children?: ReactNode;
}) {
  const t = useTranslations('domain.room');
  const date = useDate();
  const heading = useId();
  const step = steps[0];
  const mine = step?.by === side;
  const more = steps.filter(({ by }) => by === side).length - 1;
  const words = { name: other, title: step?.title ?? '' };
  return (
    <section
      aria-labelledby={heading}
      className={`rounded-lg border border-s-4 border-border bg-surface p-4 shadow-card sm:p-5 ${
        mine ? 'border-s-accent' : 'border-s-border-strong'
      }`}
    >
      <TurnBadge turn={step ? step.by : null} side={side} other={other} />
      <h2 id={heading} className="mt-2 text-lg font-semibold text-balance break-words">
        {step ? t(`next.${mine ? 'mine' : 'theirs'}.${step.kind}`, words) : idle.title}
      </h2>
      {step && mine && <p className="mt-1 max-w-2xl text-muted">{t(`next.hints.${step.kind}`, words)}</p>}
      {!step && idle.hint && <p className="mt-1 max-w-2xl text-muted">{idle.hint}</p>}
      {step?.dueAt && (
        <p className="mt-1 text-sm">
          {step.kind.startsWith('answer_') ? (
            <span className="text-muted">{t('lapses', { at: date(step.dueAt, 'datetime') })}</span>
          ) : (
            <DueLine at={step.dueAt} overdue={step.overdue} />
          )}
        </p>
      )}
      {children && <div className="mt-4 flex flex-wrap gap-2">{children}</div>}
      {mine && more > 0 && <p className="mt-3 text-sm text-muted">{t('moreSteps', { count: more })}</p>}
    </section>
  );
}

/** Whose turn it is, in words and with a sign; null: nobody's. */
export function TurnBadge({ turn, side, other }: { turn: Side | null; side: Side; other: string }) {
  const t = useTranslations('domain.room');
  if (turn === null)
    return <Badge icon={<Check aria-hidden className="size-3" />}>{t('turns.nobody')}</Badge>;
  return turn === side ? (
    <Badge tone="accent" icon={<UserRound aria-hidden className="size-3" />}>
      {t('turns.yours')}
    </Badge>
  ) : (
    <Badge icon={<Hourglass aria-hidden className="size-3" />}>{t('turns.theirs', { name: other })}</Badge>
  );
}
