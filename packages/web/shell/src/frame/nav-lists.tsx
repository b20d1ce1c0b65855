'use client';
import { Link } from '@kolony/ui';
import type { ReactNode } from 'react';
import type { NavItem } from './navigation.ts';

export function SideNav({
  label,
  nav,
  current,
}: {
  label: string;
  nav: readonly NavItem[];
  current: string | undefined;
}) {
  return (
    <nav aria-label={label}>
      <ul className="space-y-0.5">
        {nav.map((item, index) => (
          <li key={item.id}>
            {item.group && item.group !== nav[index - 1]?.group && (
              <p className="px-2.5 pt-4 pb-1 text-xs font-medium text-muted">{item.group}</p>
            )}
            <Link
              href={item.href}
              look="plain"
              aria-current={item.id === current ? 'page' : undefined}
              className={`flex h-11 items-center gap-2.5 rounded-md px-2.5 font-medium lg:h-8 [&>svg]:size-4 [&>svg]:shrink-0 ${
                item.id === current
                  ? 'bg-accent-soft text-accent-text'
                  : 'text-text hover:bg-sunken [&>svg]:text-muted'
              }`}
            >
              {item.icon}
              <span className="min-w-0 flex-1 truncate">{item.label}</span>
              <Count badge={item.badge} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function BottomNav({
  label,
  items,
  current,
  children,
}: {
  label: string;
  items: readonly NavItem[];
  current: string | undefined;
  children?: ReactNode;
}) {
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-20 flex h-[calc(3.5rem+env(safe-area-inset-bottom))] border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {items.map((item) => (
        <Link
          key={item.id}
          href={item.href}
          look="plain"
          aria-current={item.id === current ? 'page' : undefined}
          className={`relative flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs [&>svg]:size-5 ${item.id === current ? 'font-medium text-accent-text' : 'text-muted'}`}
        >
          {item.icon}
          <span className="max-w-full truncate px-1">{item.label}</span>
          {item.badge ? (
            <span className="absolute start-1/2 top-1 ms-1.5">
              <Count badge={item.badge} />
            </span>
          ) : null}
        </Link>
      ))}
      {children}
    </nav>
  );
}

function Count({ badge }: { badge?: number }) {
  if (!badge) return null;
  return (
    <span className="rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent">
      {badge > 99 ? '99+' : badge}
    </span>
  );
}
