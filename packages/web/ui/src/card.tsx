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
  /** The change, in words the reader understands ("+12% on last week"). */
  delta?: { text: ReactNode; direction: 'up' | 'down' | 'flat'; good?: boolean };
  hint?: ReactNode;
  /** Small things behind the label, for example a Tooltip. */
  aside?: ReactNode;
  children?: ReactNode;
}

export function Stat({ label, value, delta, hint, aside, children }: StatProps) {
  const Arrow = delta?.direction === 'up' ? ArrowUpRight : ArrowDownRight;
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-1.5 text-sm text-muted">
        <span>{label}</span>
        {aside}
      </dt>
      <dd className="mt-1 text-lg font-semibold tracking-tight sm:text-xl">{value}</dd>
      {(delta || hint) && (
        <dd className="mt-0.5 flex flex-wrap items-center gap-x-2 text-sm text-muted">
          {delta && (
            <span
              className={clsx(
                'inline-flex items-center gap-0.5',
                delta.good === true && 'text-success',
                delta.good === false && 'text-danger',
              )}
            >
              {delta.direction !== 'flat' && <Arrow aria-hidden className="size-3.5" />}
              {delta.text}
            </span>
          )}
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
