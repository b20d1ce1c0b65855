import clsx from 'clsx';
import { ArrowDownRight, ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';

export function Card({
  title,
  description,
  actions,
  children,
  footer,
  flush,
  className,
  level = 2,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  /** No padding around the children: for tables. */
  flush?: boolean;
  className?: string;
  /** Heading level of the title. */
  level?: 2 | 3;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={clsx('min-w-0 rounded-lg border border-border bg-surface shadow-card', className)}>
      {(title || actions) && (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
          <div className="min-w-0">
            {title && <Heading className="text-md font-semibold">{title}</Heading>}
            {description && <p className="mt-0.5 text-sm text-muted">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      {children && (
        <div className={clsx(flush ? (title || actions) && 'pt-3' : 'p-4 sm:p-5')}>{children}</div>
      )}
      {footer && (
        <footer className="border-t border-border px-4 py-3 text-sm text-muted sm:px-5">{footer}</footer>
      )}
    </section>
  );
}

export interface StatProps {
  label: ReactNode;
  value: ReactNode;
  /** What it is compared with (Delta). */
  beside?: ReactNode;
  hint?: ReactNode;
  /** Small things behind the label, for example a Tooltip. */
  aside?: ReactNode;
  children?: ReactNode;
}

/** How something moved, by its arrow and its sign as well as by its colour; `good` in whose sense. */
export function Delta({
  text,
  direction,
  good,
}: {
  /** In words the reader understands ("+12%"). */
  text: ReactNode;
  direction: 'up' | 'down' | 'flat';
  good?: boolean | undefined;
}) {
  const Arrow = direction === 'up' ? ArrowUpRight : ArrowDownRight;
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-0.5 align-bottom whitespace-nowrap',
        good === true && 'text-success',
        good === false && 'text-danger',
      )}
    >
      {direction !== 'flat' && <Arrow aria-hidden className="size-3.5" />}
      {text}
    </span>
  );
}

export function Stat({ label, value, beside, hint, aside, children }: StatProps) {
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-1.5 text-sm text-muted">
        <span>{label}</span>
        {aside}
      </dt>
      <dd className="mt-1 text-lg font-semibold tracking-tight sm:text-xl">{value}</dd>
      {(beside || hint) && (
        <dd className="mt-0.5 flex flex-wrap items-center gap-x-2 text-sm text-muted">
          {beside}
          {hint}
        </dd>
      )}
      {children && <dd className="mt-2">{children}</dd>}
    </div>
  );
}

/** A strip of figures; its children are Stats. `card` frames it. */
export function StatGroup({
  children,
  card = true,
  columns = 4,
}: {
  children: ReactNode;
  card?: boolean;
  columns?: 2 | 3 | 4 | 5;
}) {
  const COLUMNS = {
    2: 'sm:grid-cols-2',
    3: 'sm:grid-cols-3',
    4: 'sm:grid-cols-2 lg:grid-cols-4',
    5: 'sm:grid-cols-3 xl:grid-cols-5',
  };
  return (
    <dl
      className={clsx(
        'grid grid-cols-2 gap-x-4 gap-y-5 sm:gap-x-6',
        COLUMNS[columns],
        card && 'rounded-lg border border-border bg-surface p-4 shadow-card sm:p-5',
      )}
    >
      {children}
    </dl>
  );
}
