'use client';
import type { DealReport } from '@kolony/insights/schema';
import type { Link } from '@kolony/links/schema';
import { Badge, DateText, useNow } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** What a link brought in the period that is looked at. */
export type LinkFigures = DealReport['links'][number];

/** Where a link leads, what is special about it, and what it brought; the same in both apps. */
export function LinkFacts({ link, figures }: { link: Link; figures: LinkFigures | undefined }) {
  const t = useTranslations('domain.links');
  const now = useNow();
  const { clicks = 0, scans = 0, pageClicks = 0, visitors = 0, orders = 0 } = figures ?? {};
  const expired = link.expiresAt !== null && link.expiresAt.getTime() <= now;
  const utm = Object.values(link.utm).filter(Boolean);
  return (
    <div className="space-y-1.5 text-sm text-muted">
      <p className="break-all">{t('leadsTo', { destination: link.destination })}</p>
      <ul className="flex flex-wrap gap-1.5 empty:hidden">
        {link.expiresAt && (
          <li>
            <Badge tone={expired ? 'danger' : 'warning'}>
              {t(expired ? 'expired' : 'expires')} <DateText at={link.expiresAt} style="datetime" />
            </Badge>
          </li>
        )}
        {link.routes.length > 0 && (
          <li>
            <Badge>{t('routes', { count: link.routes.length })}</Badge>
          </li>
        )}
        {utm.length > 0 && (
          <li>
            <Badge>{t('utm', { values: utm.join(' · ') })}</Badge>
          </li>
        )}
        {link.subIds.length > 0 && (
          <li>
            <Badge>{t('subIds', { values: link.subIds.join(' · ') })}</Badge>
          </li>
        )}
      </ul>
      <p data-testid="link-figures">{t('figures', { clicks, scans, pageClicks, visitors, orders })}</p>
    </div>
  );
}
