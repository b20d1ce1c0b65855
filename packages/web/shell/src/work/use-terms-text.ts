'use client';
import type {
  AttributionRule,
  Bonus,
  EarningRule,
  MilestoneRule,
  Only,
  TermsRules,
  Tiers,
} from '@kolony/campaigns/schema';
import type { RuleChange } from '@kolony/deals/schema';
import type { Currency } from '@kolony/kernel';
import { formatMoney, formatNum, formatPercent, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';

interface About {
  currency: Currency;
  /** Whose posting a milestone waits for, by position. */
  deliverables?: readonly { title: string }[] | undefined;
  /** Names of partner agencies, where they are known. */
  partnerName?: ((agencyId: string) => string | undefined) | undefined;
}

export interface TermsText {
  /** One rule's value as sentences; none where there is no such rule. */
  of(rule: RuleChange['rule'], value: unknown): string[];
  /** Every rule, in the order of the Terms. */
  all(rules: TermsRules): string[];
  attribution(rule: AttributionRule): string[];
}

const RULES = [
  'milestones',
  'earnings',
  'tiers',
  'bonuses',
  'caps',
  'minOrder',
  'guarantee',
  'partners',
  'holdDays',
] as const;
/** Payable is never earlier than seven days after receipt. */
const MIN_HOLD = 7;

/** Every money rule as a plain sentence in the reader's language; the same words in offers, diffs and explanations. */
export function useTermsText({ currency, deliverables = [], partnerName }: About): TermsText {
  const t = useTranslations('domain.rules');
  const codeRules = useTranslations('domain.codeRules');
  const models = useTranslations('domain.models');
  const { locale } = useUi();
  const money = (amount: number) => formatMoney(amount, { currency, locale });
  const percent = (bp: number) => formatPercent(bp / 10_000, locale);
  const count = (n: number) => formatNum(n, locale);

  const narrowed = ({ skus, categories, customer }: Only): string =>
    [
      customer ? t(`only.${customer}`) : null,
      categories ? t('only.categories', { list: categories.join(', ') }) : null,
      skus ? t('only.skus', { list: skus.join(', ') }) : null,
    ]
      .filter((part) => part !== null)
      .join(' · ');

  const earning = (rule: EarningRule): string => {
    if (rule.kind === 'cpc') return t('perClick', { amount: money(rule.amount) });
    const what = rule.only ? narrowed(rule.only) : null;
    if (rule.kind === 'cps') {
      const rate = percent(rule.rateBp);
      return what ? t('rateOnly', { rate, what }) : t('rate', { rate });
    }
    const amount = money(rule.amount);
    return what ? t('perOrderOnly', { amount, what }) : t('perOrder', { amount });
  };

  const milestone = ({ title, amount, due }: MilestoneRule): string => {
    const facts = { title, amount: money(amount) };
    if (due === 'acceptance') return t('milestoneAcceptance', facts);
    const deliverable =
      deliverables[due.deliverable]?.title ?? t('deliverableNo', { n: due.deliverable + 1 });
    return t('milestonePosting', { ...facts, deliverable });
  };

  const tiers = (rule: Tiers): string[] => {
    const how = rule.retroactive ? t('retroactive') : t('notRetroactive');
    return rule.by === 'gmv'
      ? rule.steps.map((step) => t('tierGmv', { from: money(step.from), rate: percent(step.rateBp), how }))
      : rule.steps.map((step) =>
          t('tierOrders', { from: count(step.from), amount: money(step.amount), how }),
        );
  };

  const bonus = ({ by, reach, amount }: Bonus): string =>
    t(by === 'gmv' ? 'bonusGmv' : 'bonusOrders', {
      reach: by === 'gmv' ? money(reach) : count(reach),
      amount: money(amount),
    });

  const caps = (rule: NonNullable<TermsRules['caps']>): string[] =>
    (['perOrder', 'perDay', 'total'] as const).flatMap((cap) => {
      const amount = rule[cap];
      return amount === undefined ? [] : [t(`cap.${cap}`, { amount: money(amount) })];
    });

  const of = (rule: RuleChange['rule'], value: unknown): string[] => {
    if (value === null || value === undefined) return [];
    switch (rule) {
      case 'earnings':
        return [earning(value as EarningRule)];
      case 'milestones':
        return [milestone(value as MilestoneRule)];
      case 'tiers':
        return tiers(value as Tiers);
      case 'bonuses':
        return [bonus(value as Bonus)];
      case 'caps':
        return caps(value as NonNullable<TermsRules['caps']>);
      case 'minOrder':
        return [t('minOrder', { amount: money(value as number) })];
      case 'guarantee': {
        const { target, days } = value as NonNullable<TermsRules['guarantee']>;
        return [t('guarantee', { target: money(target), days })];
      }
      case 'partners': {
        const { agencyId, shareBp } = value as NonNullable<TermsRules['partners']>[number];
        return [t('partner', { name: partnerName?.(agencyId) ?? t('anAgency'), share: percent(shareBp) })];
      }
      case 'holdDays':
        return [t('hold', { days: Math.max(MIN_HOLD, value as number) })];
    }
  };

  return {
    of,
    all: (rules) =>
      RULES.flatMap((rule) => {
        const value = rules[rule];
        return Array.isArray(value) ? value.flatMap((one) => of(rule, one)) : of(rule, value);
      }),
    attribution: ({ model, windowDays, codeRule }) => [
      models(`sentence.${model}`),
      t('window', { days: windowDays }),
      codeRules(codeRule),
    ],
  };
}
