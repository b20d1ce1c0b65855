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
  const tools = { t, money, text, day, locale };
  const children = [
    orderStep(explanation, tools),
    explanation.decision ? touchesStep(explanation, explanation.decision, { t, nameOf }) : null,
    termsStep(explanation, tools),
    amountStep(explanation, tools),
    legStep(explanation, tools),
    holdStep(explanation, { t, day }),
    ...refundSteps(explanation, tools),
    entriesStep(explanation, tools),
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
        value: <Money amount={step.amount} currency={step.currency} />,
        note: <DateText at={step.at} style="datetime" />,
        children: fxSteps(explanation, { t, money }),
      }
    : null;
}

function fxSteps(explanation: Explanation, { t, money }: Tools): Derivation[] {
  const fx = stepOf(explanation, 'fx');
  if (!fx) return [];
  return [{ id: 'fx', label: t('steps.fx', { rate: fx.rate, source: fx.source }), value: money(fx.amount) }];
}

function touchesStep(
  { commission }: Explanation,
  decision: NonNullable<Explanation['decision']>,
  { t, nameOf }: { t: T; nameOf: ((kolId: string) => string | undefined) | undefined },
): Derivation {
  const nameFor = (kolId: string) => {
    if (kolId.startsWith('other_')) return t('steps.rival', { n: Number(kolId.slice(6)) });
    return nameOf?.(kolId) ?? (kolId === commission.kolId ? t('steps.own') : t('steps.touch'));
  };
  return {
    id: 'touches',
    label: t('steps.touches'),
    value: decision.touches.length,
    ...(decision.model ? { note: t(`models.${decision.model}`) } : {}),
    children: [
      ...decision.touches.map((touch, index) => ({
        id: `touch-${index}`,
        label:
          touch.kind === 'code' && touch.clickId !== ''
            ? t('steps.codeOf', { name: nameFor(touch.kolId), code: touch.clickId })
            : nameFor(touch.kolId),
        value: <DateText at={touch.at} style="datetime" />,
        note:
          touch.shareBp > 0 && touch.shareBp < 10_000
            ? `${t(`verdicts.${touch.verdict}`)} · ${t('steps.shareOf', { percent: touch.shareBp / 100 })}`
            : t(`verdicts.${touch.verdict}`),
        strong: touch.shareBp > 0,
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

/** What the rules made of it, rule by rule, down to what all parties together get. */
function amountStep(explanation: Explanation, tools: Tools & Texts): Derivation | null {
  const outlay = stepOf(explanation, 'outlay');
  if (!outlay) return null;
  const parts = explanation.derivation.steps.flatMap((step, index) => {
    const part = ruleStep(step, tools);
    return part ? [{ ...part, id: `${step.kind}-${index}` }] : [];
  });
  return {
    id: 'outlay',
    label: tools.t('steps.outlay'),
    value: tools.money(outlay.amount),
    strong: true,
    children: parts,
  };
}

interface Texts {
  text: (amount: number) => string;
}

/** One line of the calculation; null for steps that are shown elsewhere. */
function ruleStep(step: DerivationStep, { t, money, text }: Tools & Texts): Omit<Derivation, 'id'> | null {
  switch (step.kind) {
    case 'share':
      return step.shareBp === 10_000
        ? null
        : { label: t('steps.share'), value: <Percent ratio={step.shareBp / 10_000} digits={2} /> };
    case 'base':
      return { label: t('steps.base'), value: money(step.amount) };
    case 'customer':
      return { label: t('steps.customer'), value: t(`steps.customers.${step.is}`) };
    case 'minimum':
      return {
        label: t('steps.minimum', { amount: text(step.minimum) }),
        note: t(step.met ? 'steps.met' : 'steps.notMet'),
      };
    case 'rate':
      return {
        label: t('steps.rateOf', { rate: step.rateBp / 100, base: text(step.base) }),
        value: money(step.amount),
      };
    case 'per_order':
      return { label: t('steps.perOrder'), value: money(step.amount) };
    case 'clicks':
      return {
        label: t('steps.clicks', { clicks: step.clicks, day: step.day }),
        value: money(step.amount),
        note: t('steps.clicksPaid', { paid: step.paid, each: text(step.each) }),
      };
    case 'milestone':
      return { label: step.title, value: money(step.amount) };
    case 'reward':
      return {
        label: t('steps.reward', { orders: step.orders, gmv: text(step.gmv) }),
        value: money(step.tier + step.bonus),
        note: t('steps.rewardBefore', { before: text(step.before) }),
      };
    case 'history':
      return { label: t('steps.history', { orders: step.orders, gmv: text(step.gmv) }) };
    case 'cap':
      return {
        label: t(`steps.caps.${step.cap}`, { limit: text(step.limit) }),
        value: money(step.after),
        ...(step.used > 0 ? { note: t('steps.used', { amount: text(step.used) }) } : {}),
      };
    default:
      return null;
  }
}

/** This party's part, and what the others of the waterfall get. */
function legStep(explanation: Explanation, { t, money }: Tools): Derivation | null {
  const step = stepOf(explanation, 'leg');
  if (!step || explanation.legs.length === 0) return null;
  return {
    id: 'leg',
    label: t('steps.leg'),
    value: money(step.amount),
    note: t('steps.shareOf', { percent: step.shareBp / 100 }),
    strong: true,
    children: explanation.legs.map((leg) => ({ id: leg.party, label: leg.name, value: money(leg.amount) })),
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

/** A refund that a check made is no refund of the shop's: its id says so. */
function refundLabel({ kind, refundId }: Explanation['refunds'][number]) {
  if (refundId.startsWith('check:')) return 'checks.takenBack';
  return kind === 'chargeback' ? 'steps.chargeback' : 'steps.refund';
}

function refundSteps(
  { refunds, commission }: Explanation,
  { t, money, day, locale }: Tools & Dated & { locale: string },
): Derivation[] {
  if (refunds.length === 0) return [];
  const taken = refunds.map((refund) => ({
    id: refund.refundId,
    label: t(refundLabel(refund), {
      id: refund.refundId,
      amount: formatMoney(refund.amount, { currency: refund.currency, locale }),
    }),
    value: money(-refund.taken),
    note: refund.wonBackAt ? (
      t('steps.wonBack', { at: day(refund.wonBackAt) })
    ) : (
      <DateText at={refund.at} style="datetime" />
    ),
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
