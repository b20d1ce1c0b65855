import { Breadcrumbs, type Crumb } from '@kolony/ui';
import type { ReactNode } from 'react';

/** The page's only h1, what it is about, and its main actions (the most important last). */
export function PageHeader({
  title,
  description,
  crumbs,
  badge,
  actions,
}: {
  title: ReactNode;
  description?: ReactNode;
  crumbs?: readonly Crumb[];
  badge?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-5 lg:mb-6">
      {crumbs && crumbs.length > 0 && (
        <div className="mb-2">
          <Breadcrumbs crumbs={crumbs} />
        </div>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xl font-semibold tracking-tight lg:text-2xl">
            {title}
            {badge}
          </h1>
          {description && <p className="mt-1 max-w-2xl text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
