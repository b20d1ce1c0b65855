'use client';
import type { Currency } from '@kolony/kernel';
import type { TaxLine } from '@kolony/payouts/schema';
import { formatMoney, formatPercent, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { readTax } from './tax-reading.ts';

interface Taxed {
  tax: TaxLine;
  currency: Currency;
}

function useFigures({ tax, currency }: Taxed) {
  const { locale } = useUi();
  const money = (amount: number) => formatMoney(amount, { currency, locale });
  const reading = readTax(tax);
  return {
    because: reading.because,
    due: reading.due === null ? null : money(reading.due),
    values: {
      total: money(reading.total),
      gross: money(tax.gross),
      before: money(tax.periodGross),
      earlier: tax.periodGross > 0 ? 'yes' : 'no',
      deduction: money(tax.deduction),
      taxable: money(tax.taxable),
      rate: formatPercent(tax.rateBp / 10_000, locale, { digits: 0 }),
      quick: money(tax.quickDeduction),
      quickly: tax.quickDeduction > 0 ? 'yes' : 'no',
      withheldBefore: money(tax.periodWithheld),
      partly: tax.periodWithheld > 0 ? 'yes' : 'no',
      withheld: money(tax.withheld),
    },
  };
}

/** The rule in a few words, for a table's cell. */
export function TaxInBrief(props: Taxed) {
  const t = useTranslations('domain.tax');
  const { values } = useFigures(props);
  const { tax } = props;
  return (
    <>
      {t(`brief.${tax.ruleSet}`, values)}
      {tax.reportable && <span className="block">{t('reportableBrief')}</span>}
    </>
  );
}

/** How a withheld amount came about, as sentences that can be checked with a pencil. */
export function TaxInWords(props: Taxed) {
  const t = useTranslations('domain.tax');
  const { because, due, values } = useFigures(props);
  const { tax } = props;
  return (
    <ul className="space-y-1 text-sm text-muted tabular-nums">
      <li className="font-medium text-text">{t(`ruleSets.${tax.ruleSet}.name`)}</li>
      {because === 'none' || because === 'untaxed' ? (
        <li>{t(`because.${because}`)}</li>
      ) : (
        <>
          <li>{t(`period.${tax.ruleSet === 'cn_labour' ? 'month' : 'year'}`, values)}</li>
          {tax.deduction > 0 && <li>{t('deducted', values)}</li>}
          {because !== null && <li>{t(`because.${because}`, values)}</li>}
          {due !== null && <li>{t('due', { ...values, due })}</li>}
          {due !== null && tax.periodWithheld > 0 && <li>{t('remaining', { ...values, due })}</li>}
        </>
      )}
      {tax.reportable && <li>{t('reportable', values)}</li>}
    </ul>
  );
}
