'use client';
import type { Explanation } from '@kolony/commissions/schema';
import { formatDate, formatMoney, formatPercent, Money, Notice, Stat, StatGroup, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { howOf } from './how-earned.ts';

/** The answer in three figures and a few sentences, before the evidence. */
export function InShort({ explanation }: { explanation: Explanation }) {
  const t = useTranslations('portal.earnings.why');
  const refusals = useTranslations('domain.refusals');
  const { locale, timeZone } = useUi();
  const { commission } = explanation;
  const { currency, amount, outlay, reversed, source } = commission;
  const text = (value: number) => formatMoney(value, { currency, locale });
  const how = t(`how.${howOf(commission)}`, {
    base: text(commission.base),
    rate: formatPercent((commission.rateBp ?? 0) / 10_000, locale, { digits: 2 }),
    outlay: text(outlay),
  });
  const part = amount === outlay ? '' : t('part', { amount: text(amount) });
  const where = commission.refusedFor
    ? ''
    : t(`states.${standingOf(commission)}`, {
        left: text(amount - reversed),
        until: formatDate(commission.holdUntil.getTime(), 'date', { locale, timeZone }),
        returns: source === 'order' ? 'yes' : 'no',
      });
  return (
    <>
      {commission.refusedFor ? (
        <Notice tone="warning" title={t('refused')}>
          {refusals(commission.refusedFor)} {how} {part}
        </Notice>
      ) : (
        <Notice tone="info">
          {how} {part} {where}
        </Notice>
      )}
      <StatGroup columns={3}>
        <Stat label={t('earned')} value={<Money amount={amount} currency={currency} />} />
        <Stat
          label={t('takenBack')}
          value={<Money amount={reversed === 0 ? 0 : -reversed} currency={currency} />}
        />
        <Stat
          label={t('left')}
          value={<Money amount={commission.refusedFor ? 0 : amount - reversed} currency={currency} />}
        />
      </StatGroup>
    </>
  );
}

/** The state, or what stops or stopped the money on its way. */
function standingOf({ state, frozen, check }: Explanation['commission']) {
  if (state === 'reversed' && check?.state === 'refused') return 'checkRefused';
  if (state !== 'pending' || !frozen) return state;
  return check?.state === 'held' ? 'checked' : 'frozen';
}
