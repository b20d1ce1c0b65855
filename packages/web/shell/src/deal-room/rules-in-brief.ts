'use client';
import type { TermsRules } from '@kolony/campaigns/schema';
import type { Currency } from '@kolony/kernel';
import { formatMoney, formatPercent, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** The rules in a few words, for lists: fixed fee and general rates; what is special is read in the deal itself. */
export function useRulesInBrief(): (rules: TermsRules, currency: Currency) => string {
  const t = useTranslations('domain.room.brief');
  const { locale } = useUi();
  return ({ earnings, milestones = [] }, currency) => {
    const money = (amount: number) => formatMoney(amount, { currency, locale });
    const fee = milestones.reduce((sum, { amount }) => sum + amount, 0);
    const general = earnings.filter((rule) => rule.kind === 'cpc' || !rule.only);
    const shown = general.length > 0 ? general : earnings.slice(0, 1);
    const parts = shown.map((rule) =>
      rule.kind === 'cps'
        ? t('cps', { rate: formatPercent(rule.rateBp / 10_000, locale) })
        : t(rule.kind, { amount: money(rule.amount) }),
    );
    const special = earnings.length > shown.length ? [t('more')] : [];
    return [...(fee > 0 ? [t('fee', { amount: money(fee) })] : []), ...parts, ...special].join(' + ');
  };
}
