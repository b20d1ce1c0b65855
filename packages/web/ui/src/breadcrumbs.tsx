'use client';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from './link.tsx';
import { useUi } from './ui-provider.tsx';

export interface Crumb {
  label: ReactNode;
  href?: string;
}

/** The way up; the page itself is not among them, its title stands below. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { words } = useUi();
  return (
    <nav aria-label={words.breadcrumbs}>
      <ol className="flex flex-wrap items-center gap-1 text-sm text-muted">
        {crumbs.map((crumb, index) => (
          <li key={index} className="flex min-w-0 items-center gap-1">
            {index > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0" />}
            {crumb.href ? (
              <Link href={crumb.href} look="plain" className="hover:text-text hover:underline">
                {crumb.label}
              </Link>
            ) : (
              <span>{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
