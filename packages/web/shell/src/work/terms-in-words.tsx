'use client';
import type { AttributionRule, TermsRules } from '@kolony/campaigns/schema';
import { formatPercent, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** Every rule of a deal, as a sentence: what both sides agree on when a deal is accepted. */
export function TermsInWords({ rules, attribution }: { rules: TermsRules; attribution: AttributionRule }) {
  const t = useTranslations('domain.rules');
  const { locale } = useUi();
  const codeRules = useTranslations('domain.codeRules');
  // Payable is never earlier than seven days after receipt.
  const days = Math.max(7, rules.holdDays);
  return (
    <ul className="list-disc space-y-1.5 ps-5">
      {rules.earnings.map((earning) => (
        <li key={earning.kind} className="font-medium">
          {t('rate', { rate: formatPercent(earning.rateBp / 10_000, locale) })}
        </li>
      ))}
      <li>{t('window', { days: attribution.windowDays })}</li>
      <li>{codeRules(attribution.codeRule)}</li>
      <li>{t('hold', { days })}</li>
      <li>{t('receipt')}</li>
      <li>{t('refund')}</li>
      <li>{t('budget')}</li>
    </ul>
  );
}
