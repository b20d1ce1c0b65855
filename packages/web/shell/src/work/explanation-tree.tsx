'use client';
import type { DerivationStep, Explanation } from '@kolony/commissions/schema';
import {
  DateText,
  type Derivation,
  DerivationTree,
  formatDate,
  formatMoney,
  Money,
  Percent,
  useUi,
} from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

type Step<Kind extends DerivationStep['kind']> = Extract<DerivationStep, { kind: Kind }>;

function stepOf<Kind extends DerivationStep['kind']>(
  explanation: Explanation,
  kind: Kind,
): Step<Kind> | undefined {
  return explanation.derivation.steps.find((step): step is Step<Kind> => step.kind === kind);
}

/** "Every cent explained": a commission opened into order, touches, terms, base, rate, hold, refunds and entries. */
export function ExplanationTree({
  explanation,
  nameOf,
}: {
  explanation: Explanation;
  nameOf?: (kolId: string) => string | undefined;
}) {
  const t = useTranslations('domain');
  const { commission } = explanation;
  const { currency } = commission;
  const { locale, timeZone } = useUi();
  const day = (at: Date) => formatDate(at.getTime(), 'date', { locale, timeZone });
  const text = (amount: number) => formatMoney(amount, { currency, locale });
  const money = (amount: number, signed = false) => (
    <Money amount={amount} currency={currency} signed={signed} />
  );
  const children = [
    orderStep(explanation, { t, money }),
    touchesStep(explanation, { t, nameOf }),
    termsStep(explanation, { t, day }),
    amountStep(explanation, { t, money }),
    holdStep(explanation, { t, day }),
    ...refundSteps(explanation, { t, money, text }),
    entriesStep(explanation, { t, money }),
  ].filter((step) => step !== null);
  const root: Derivation = {
    id: commission.id,
    label: t('steps.commission'),
    value: money(commission.amount),
    note: commission.refusedFor
      ? t(`refusals.${commission.refusedFor}`)
      : t(`commissionStates.${commission.state}`),
    strong: true,
    children,
  };
  return <DerivationTree root={root} label={t('steps.title')} openDepth={2} />;
}

type T = ReturnType<typeof useTranslations<'domain'>>;
type Dated = { t: T; day: (at: Date) => string };
type Tools = { t: T; money: (amount: number, signed?: boolean) => ReactNode };

function orderStep(explanation: Explanation, { t, money }: Tools): Derivation | null {
  const step = stepOf(explanation, 'order');
  return step
    ? {
        id: 'order',
        label: `${t('steps.order')} ${step.orderId}`,
        value: money(step.amount),
        note: <DateText at={step.at} style="datetime" />,
      }
    : null;
}

function touchesStep(
  { decision }: Explanation,
  { t, nameOf }: { t: T; nameOf: ((kolId: string) => string | undefined) | undefined },
): Derivation {
  return {
    id: 'touches',
    label: t('steps.touches'),
    value: decision.touches.length,
    children: [
      ...decision.touches.map((touch, index) => ({
        id: `touch-${index}`,
        label: touch.kolId.startsWith('other_')
          ? t('steps.rival', { n: Number(touch.kolId.slice(6)) })
          : (nameOf?.(touch.kolId) ?? t('steps.touch')),
        value: <DateText at={touch.at} style="datetime" />,
        note: t(`verdicts.${touch.verdict}`),
        strong: index === decision.winner,
      })),
      ...decision.refusedClicks.map(({ clickId, reason }) => ({
        id: clickId,
        label: clickId.slice(0, 12),
        note: t(`refusedClicks.${reason}`),
      })),
    ],
  };
}

function termsStep(explanation: Explanation, { t, day }: Dated): Derivation | null {
  const step = stepOf(explanation, 'terms');
  if (!step) return null;
  return {
    id: 'terms',
    label: t('steps.terms'),
    note: t('steps.termsVersion', { version: step.version, since: day(step.effectiveFrom) }),
  };
}

function amountStep(explanation: Explanation, { t, money }: Tools): Derivation | null {
  const [base, rate, amount] = [
    stepOf(explanation, 'base'),
    stepOf(explanation, 'rate'),
    stepOf(explanation, 'amount'),
  ];
  if (!base || !rate || !amount) return null;
  return {
    id: 'amount',
    label: t('steps.commission'),
    value: money(amount.amount),
    strong: true,
    children: [
      { id: 'base', label: t('steps.base'), value: money(base.amount) },
      { id: 'rate', label: t('steps.rate'), value: <Percent ratio={rate.rateBp / 10_000} digits={2} /> },
    ],
  };
}

function holdStep({ commission, ...explanation }: Explanation, { t, day }: Dated): Derivation | null {
  const step = stepOf({ commission, ...explanation }, 'hold');
  if (!step) return null;
  // Receipt that the shop reported after the order moved the hold: what counts is the commission's own date.
  const moved = commission.holdUntil.getTime() !== step.until.getTime();
  const receipt = moved ? new Date(commission.holdUntil.getTime() - step.days * 86_400_000) : step.receiptAt;
  return {
    id: 'hold',
    label: t('steps.hold'),
    note: t('steps.holdUntil', { days: step.days, until: day(commission.holdUntil) }),
    children: [
      {
        id: 'receipt',
        label: t(step.receiptAssumed && !moved ? 'steps.receiptAssumed' : 'steps.receipt', {
          at: day(receipt),
        }),
      },
    ],
  };
}

function refundSteps(
  { refunds, commission }: Explanation,
  { t, money, text }: Tools & { text: (amount: number) => string },
): Derivation[] {
  if (refunds.length === 0) return [];
  const taken = refunds.map((refund) => ({
    id: refund.refundId,
    label: t('steps.refund', { id: refund.refundId, amount: text(refund.amount) }),
    value: money(-refund.taken),
    note: <DateText at={refund.at} style="datetime" />,
  }));
  return [
    { id: 'refunds', label: t('steps.refunds'), value: money(-commission.reversed), children: taken },
    {
      id: 'left',
      label: t('steps.left'),
      value: money(commission.amount - commission.reversed),
      strong: true,
    },
  ];
}

function entriesStep({ entries }: Explanation, { t, money }: Tools): Derivation | null {
  if (entries.length === 0) return null;
  return {
    id: 'entries',
    label: t('steps.entries'),
    value: entries.length,
    children: entries.map((entry, index) => ({
      id: `${entry.transactionId}-${index}`,
      label: `${t(`entryKinds.${entry.kind}` as never)} · ${t(`accounts.${entry.account}` as never)}`,
      value: money(entry.amount, true),
      note: <DateText at={entry.at} style="datetime" />,
    })),
  };
}
