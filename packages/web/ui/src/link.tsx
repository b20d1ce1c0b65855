'use client';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useUi } from './ui-provider.tsx';

export interface LinkProps {
  href: string;
  children: ReactNode;
  /** `plain` inherits its looks (cards, rows, navigation); `text` is an underlined link in running text. */
  look?: 'text' | 'quiet' | 'plain';
  className?: string;
  prefetch?: boolean;
  /** A file of ours: the browser fetches it, the router does not. */
  download?: boolean | undefined;
  'aria-current'?: 'page' | undefined;
  'aria-label'?: string;
  role?: 'menuitem';
  tabIndex?: number;
  onClick?: () => void;
}

const LOOKS = {
  text: 'text-accent-text underline underline-offset-3 decoration-1 hover:decoration-2',
  quiet: 'font-medium text-text hover:text-accent-text hover:underline underline-offset-3',
  plain: '',
};

/** Links out of the product open in a new tab without a referrer; links inside go through the router. */
export function Link({ look = 'text', className, href, ...rest }: LinkProps) {
  const { LinkComponent } = useUi();
  const classes = clsx(LOOKS[look], className);
  if (/^[a-z]+:/i.test(href)) {
    const { prefetch: _, ...anchor } = rest;
    return <a {...anchor} href={href} className={classes} target="_blank" rel="noreferrer noopener" />;
  }
  if (LinkComponent && !rest.download) return <LinkComponent {...rest} href={href} className={classes} />;
  const { prefetch: _, ...anchor } = rest;
  return <a {...anchor} href={href} className={classes} />;
}
