'use client';
import clsx from 'clsx';
import { CloudAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useUi } from './ui-provider.tsx';

/** Nothing here yet: says why, and offers the next step. */
export function EmptyState({
  icon,
  title,
  description,
  action,
  compact,
}: {
  icon?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  compact?: boolean;
}) {
  return (
    <div className={clsx('flex flex-col items-center px-6 text-center', compact ? 'py-8' : 'py-14')}>
      {icon && (
        <div
          aria-hidden
          className="mb-3 flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent-text [&>svg]:size-5"
        >
          {icon}
        </div>
      )}
      <p className="text-md font-semibold text-balance">{title}</p>
      {description && <p className="mt-1 max-w-md text-muted">{description}</p>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** Something failed: says what, and lets people try again without losing the page. */
export function ErrorState({
  title,
  description,
  onRetry,
  pending,
  compact,
  action,
}: {
  title: ReactNode;
  description?: ReactNode;
  onRetry?: () => void;
  pending?: boolean;
  compact?: boolean;
  action?: ReactNode;
}) {
  const { words } = useUi();
  return (
    <div
      role="alert"
      className={clsx('flex flex-col items-center px-6 text-center', compact ? 'py-8' : 'py-14')}
    >
      <div
        aria-hidden
        className="mb-3 flex size-11 items-center justify-center rounded-full bg-danger-soft text-danger"
      >
        <CloudAlert className="size-5" />
      </div>
      <p className="text-md font-semibold text-balance">{title}</p>
      {description && <p className="mt-1 max-w-md text-muted">{description}</p>}
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        {onRetry && (
          <Button onClick={onRetry} pending={pending} icon={<RotateCw aria-hidden className="size-4" />}>
            {words.retry}
          </Button>
        )}
        {action}
      </div>
    </div>
  );
}

/** A message inside a page: what to know before going on. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
}: {
  tone?: 'info' | 'success' | 'warning' | 'danger';
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const TONES = {
    info: 'bg-info-soft border-info/25',
    success: 'bg-success-soft border-success/25',
    warning: 'bg-warning-soft border-warning/25',
    danger: 'bg-danger-soft border-danger/25',
  };
  return (
    <div
      role={tone === 'danger' ? 'alert' : undefined}
      className={clsx(
        'flex flex-wrap items-start justify-between gap-x-4 gap-y-2 rounded-md border px-3.5 py-2.5',
        TONES[tone],
      )}
    >
      <div className="min-w-0">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('k-pulse block rounded-sm bg-border', className)} />;
}

/** The shape of a table while its rows load; as high as the table will be. */
export function TableSkeleton({ rows = 6, columns = 4 }: { rows?: number; columns?: number }) {
  const { words } = useUi();
  return (
    <div role="status" aria-label={words.loading} className="divide-y divide-border">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-11 items-center gap-6 px-5">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton key={column} className={clsx('h-3', column === 0 ? 'flex-1' : 'w-16 max-sm:hidden')} />
          ))}
        </div>
      ))}
    </div>
  );
}

export function CardSkeleton({ lines = 3 }: { lines?: number }) {
  const { words } = useUi();
  return (
    <div
      role="status"
      aria-label={words.loading}
      className="space-y-3 rounded-lg border border-border bg-surface p-5"
    >
      <Skeleton className="h-4 w-1/3" />
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={clsx('h-3', line === lines - 1 ? 'w-2/3' : 'w-full')} />
      ))}
    </div>
  );
}

export function StatsSkeleton({ count = 4 }: { count?: number }) {
  const { words } = useUi();
  return (
    <div
      role="status"
      aria-label={words.loading}
      className="grid grid-cols-2 gap-6 rounded-lg border border-border bg-surface p-5 lg:grid-cols-4"
    >
      {Array.from({ length: count }, (_, stat) => (
        <div key={stat} className="space-y-2.5">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-6 w-28" />
        </div>
      ))}
    </div>
  );
}
