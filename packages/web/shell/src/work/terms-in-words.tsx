'use client';
import type { AttributionRule, TermsRules } from '@kolony/campaigns/schema';
import type { Leg } from '@kolony/deals/schema';
import type { Currency } from '@kolony/kernel';
import { formatPercent, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useTermsText } from './use-terms-text.ts';

export interface TermsInWordsProps {
  rules: TermsRules;
  attribution: AttributionRule;
  currency: Currency;
  deliverables?: readonly { title: string }[] | undefined;
  /** Who shares every commission, once the deal is agreed. */
  legs?: readonly Leg[] | undefined;
  partnerName?: ((agencyId: string) => string | undefined) | undefined;
}

/** Every rule of a deal, as a sentence: what both sides agree on when a deal is accepted. */
export function TermsInWords({
  rules,
  attribution,
  currency,
  deliverables,
  legs,
  partnerName,
}: TermsInWordsProps) {
  const t = useTranslations('domain.rules');
  const { locale } = useUi();
  const names = new Map(legs?.map((leg) => [leg.party, leg.name]));
  const text = useTermsText({
    currency,
    deliverables,
    partnerName: (id) => names.get(`agency:${id}`) ?? partnerName?.(id),
  });
  const shared = legs && legs.length > 1 ? legs : null;
  return (
    <ul className="list-disc space-y-1.5 ps-5 break-words">
      {text.all(rules).map((sentence, index) => (
        <li key={`${index}-${sentence}`} className="font-medium">
          {sentence}
        </li>
      ))}
      {shared && (
        <li className="font-medium">
          {t('legs', {
            list: shared
              .map((leg) => `${leg.name} ${formatPercent(leg.shareBp / 10_000, locale)}`)
              .join(' · '),
          })}
        </li>
      )}
      {text.attribution(attribution).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      <li>{t('receipt')}</li>
      <li>{t('refund')}</li>
      <li>{t('recovery')}</li>
      <li>{t('budget')}</li>
      <li>{t('rateLock')}</li>
    </ul>
  );
}
