'use client';
import type { Deal } from '@kolony/deals/schema';
import { Card, CopyButton, Link } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** What the brand wants said, where the links lead, and the label that must be shown. */
export function DealBrief({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.deal');
  // The line of an invitation is read with its offer.
  const said = deal.offers.some(({ message }) => message === deal.message);
  return (
    <>
      {deal.message && !said && (
        <Card title={t('message')}>
          <p className="break-words whitespace-pre-line">{deal.message}</p>
        </Card>
      )}
      <Card title={t('brief')}>
        <p className="break-words whitespace-pre-line">{deal.brief}</p>
        <p className="mt-3 text-sm">
          <span className="text-muted">{t('landing')}</span>{' '}
          <Link href={deal.landingUrl}>
            <span className="break-all">{deal.landingUrl}</span>
          </Link>
        </p>
      </Card>
      <Card title={t('disclosure')} description={t('disclosureHint')}>
        <p className="flex items-center justify-between gap-3 rounded-md bg-accent-soft px-3 py-2">
          <span className="min-w-0 font-semibold break-words">{deal.disclosure}</span>
          <CopyButton text={deal.disclosure} label={t('copyDisclosure')} />
        </p>
      </Card>
    </>
  );
}
