import clsx from 'clsx';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';

const DOTS: Record<Tone, string> = {
  neutral: 'bg-border-strong',
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
  info: 'bg-info',
};

export interface TimelineItem {
  id: string;
  title: ReactNode;
  /** Who and when, for example a RelativeTime. */
  meta?: ReactNode;
  body?: ReactNode;
  tone?: Tone;
}

export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol>
      {items.map((item, index) => (
        <li key={item.id} className="relative flex gap-3 pb-5 last:pb-0">
          {index < items.length - 1 && (
            <span aria-hidden className="absolute start-1 top-4 bottom-0 w-px bg-border" />
          )}
          <span
            aria-hidden
            className={clsx(
              'mt-1.5 size-2.25 shrink-0 rounded-full ring-4 ring-surface',
              DOTS[item.tone ?? 'neutral'],
            )}
          />
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="font-medium">{item.title}</p>
              {item.meta && <p className="text-sm text-muted">{item.meta}</p>}
            </div>
            {item.body && <div className="mt-1 text-muted">{item.body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

export interface Step {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
}

/** Where in a sequence we are. `words` are said to screen readers behind each step. */
export function Stepper({
  label,
  steps,
  current,
  words,
}: {
  label: string;
  steps: readonly Step[];
  /** Id of the step in hand; past the last one when all is done. */
  current: string | null;
  words: { done: string; current: string };
}) {
  const at = current === null ? steps.length : steps.findIndex((step) => step.id === current);
  return (
    <ol aria-label={label} className="flex flex-col gap-3 sm:flex-row sm:gap-0">
      {steps.map((step, index) => {
        const state = index < at ? 'done' : index === at ? 'current' : 'ahead';
        return (
          <li
            key={step.id}
            aria-current={state === 'current' ? 'step' : undefined}
            className="relative flex flex-1 gap-3 sm:flex-col sm:gap-2"
          >
            {index < steps.length - 1 && (
              <span
                aria-hidden
                className={clsx(
                  'absolute max-sm:start-3 max-sm:top-7 max-sm:-bottom-2 max-sm:w-px sm:start-8 sm:end-2 sm:top-3 sm:h-px',
                  state === 'done' ? 'bg-accent' : 'bg-border',
                )}
              />
            )}
            <span
              aria-hidden
              className={clsx(
                'flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold',
                state === 'done' && 'bg-accent text-on-accent',
                state === 'current' && 'bg-accent-soft text-accent-text ring-2 ring-accent',
                state === 'ahead' && 'bg-sunken text-muted',
              )}
            >
              {state === 'done' ? <Check className="size-3.5" /> : index + 1}
            </span>
            <span className="min-w-0 pe-3">
              <span className={clsx('block font-medium', state === 'ahead' && 'text-muted')}>
                {step.label}
                {state !== 'ahead' && <span className="sr-only"> ({words[state]})</span>}
              </span>
              {step.hint && <span className="block text-sm text-muted">{step.hint}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
