'use client';
import type { Link } from '@kolony/links/schema';
import { useTranslations } from 'next-intl';

/** How often a deal's figures are asked for again while they are looked at. */
export const REFRESH_MS = 5_000;

/** The KOL's own name of a link; the first link of a deal has none. */
export function useLinkName(labels: ReadonlyMap<string, Link>): (linkId: string) => string {
  const t = useTranslations('portal.links');
  return (linkId) => {
    const link = labels.get(linkId);
    return link ? link.label || t('main') : '–';
  };
}
