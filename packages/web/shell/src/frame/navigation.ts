import type { ReactNode } from 'react';

export interface NavItem {
  id: string;
  href: string;
  label: string;
  /** An element, so that a server layout can pass it: `<House />`. */
  icon: ReactNode;
  /** A heading above the first item that carries it. */
  group?: string;
  badge?: number;
  /** Other words that find it in the palette. */
  keywords?: string;
}

/** The item whose address is the longest beginning of the path; "/" only matches itself. */
export function activeItem(items: readonly NavItem[], pathname: string): NavItem | undefined {
  return items
    .filter((item) => pathname === item.href || (item.href !== '/' && pathname.startsWith(`${item.href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0];
}
