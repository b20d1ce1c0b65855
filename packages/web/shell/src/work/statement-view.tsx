'use client';
import type { Statement } from '@kolony/commissions/schema';
import { toDecimal } from '@kolony/kernel/currency';
import {
  Button,
  ButtonLink,
  Card,
  DataList,
  DateText,
  download,
  EmptyState,
  formatMoney,
  Money,
  Notice,
  Stat,
  StatGroup,
  Table,
  toCsv,
  useUi,
} from '@kolony/ui';
import { Check, Download, FileDown, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

/** A busy KOL has a thousand lines a month; drawing them all at once is slow on a phone. */
const FIRST = 100;

/** A statement as both sides read it, `pdf` being the address of the same as a file: it shows that it adds up, or says that it does not. */
export function StatementView({
  statement,
  month,
  pdf,
}: {
  statement: Statement;
  month: string;
  pdf: string;
}) {
  const t = useTranslations('domain.statement');
  const accounts = useTranslations('domain.accounts');
  const { locale } = useUi();
  const { currency, opening, closing, lines, totals, closingBy } = statement;
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  const where = closingBy.pending + closingBy.payable + closingBy.inPayout - closingBy.owed;
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, FIRST);
  const addsUp = opening + sum === closing && where === closing;
  const money = (amount: number, signed = false) => (
    <Money amount={amount} currency={currency} signed={signed} />
  );
  const text = (amount: number) => formatMoney(amount, { currency, locale });
  const what = useLineText();

  return (
    <div className="space-y-5">
      <StatGroup columns={totals.withheld === 0 ? 5 : 3}>
        <Stat label={t('opening')} value={money(opening)} />
        <Stat label={t('earned')} value={money(totals.earned, true)} />
        <Stat label={t('reversed')} value={money(totals.reversed, true)} />
        {totals.withheld !== 0 && <Stat label={t('withheld')} value={money(totals.withheld, true)} />}
        <Stat label={t('paid')} value={money(totals.paid, true)} />
        <Stat label={t('closing')} value={money(closing)} />
      </StatGroup>
      {addsUp ? (
        <p className="flex items-center gap-2 text-sm text-success">
          <Check aria-hidden className="size-4" />
          <span>{t('adds', { opening: text(opening), lines: text(sum), closing: text(closing) })}</span>
        </p>
      ) : (
        <Notice tone="danger">{t('broken')}</Notice>
      )}
      <Card title={t('where')}>
        <DataList
          layout="grid"
          items={[
            { id: 'pending', label: accounts('pending'), value: money(closingBy.pending) },
            { id: 'payable', label: accounts('payable'), value: money(closingBy.payable) },
            { id: 'in_payout', label: accounts('in_payout'), value: money(closingBy.inPayout) },
            {
              id: 'owed',
              label: accounts('clawback'),
              value: money(closingBy.owed === 0 ? 0 : -closingBy.owed),
            },
          ]}
        />
      </Card>
      <Card
        flush
        title={t('lines')}
        actions={
          <span className="flex gap-2 print:hidden">
            <Button size="sm" icon={<Printer aria-hidden className="size-4" />} onClick={() => print()}>
              {t('print')}
            </Button>
            <Button
              size="sm"
              icon={<Download aria-hidden className="size-4" />}
              onClick={() => download(`kolony-${month}-${currency}.csv`, csvOf(statement, { t, what }))}
            >
              {t('csv')}
            </Button>
            <ButtonLink size="sm" href={pdf} icon={<FileDown aria-hidden className="size-4" />} download>
              {t('pdf')}
            </ButtonLink>
          </span>
        }
      >
        {lines.length === 0 ? (
          <EmptyState compact title={t('none')} description={t('noneHint')} />
        ) : (
          <Table
            caption={t('lines')}
            rows={shown}
            rowKey={(line) => `${line.transactionId}-${line.commissionId}`}
            columns={[
              { id: 'what', header: t('what'), primary: true, cell: what },
              { id: 'date', header: t('date'), cell: (line) => <DateText at={line.at} style="datetime" /> },
              { id: 'order', header: t('order'), cell: (line) => line.orderId ?? '–' },
              { id: 'amount', header: t('amount'), numeric: true, cell: (line) => money(line.amount, true) },
              { id: 'balance', header: t('balance'), numeric: true, cell: (line) => money(line.balance) },
            ]}
          />
        )}
        {shown.length < lines.length && (
          <p className="p-4 text-center print:hidden">
            <Button onClick={() => setAll(true)}>{t('showAll', { count: lines.length })}</Button>
          </p>
        )}
      </Card>
    </div>
  );
}

type Line = Statement['lines'][number];

/** What a line is about: a commission by its source, else the payment's kind. */
function useLineText(): (line: Line) => string {
  const t = useTranslations('domain.statement');
  return ({ kind, source }) => {
    if (kind === 'accrue' && source) return t(`sources.${source}`);
    return t.has(`kinds.${kind}` as never) ? t(`kinds.${kind}` as never) : kind;
  };
}

function csvOf(
  { currency, opening, closing, lines, from, to }: Statement,
  { t, what }: { t: ReturnType<typeof useTranslations<'domain.statement'>>; what: (line: Line) => string },
): string {
  const amount = (value: number) => toDecimal(value, currency);
  return toCsv(
    [t('date'), t('what'), t('order'), t('commission'), t('amount'), t('balance'), t('currency')],
    [
      [from.toISOString(), t('opening'), '', '', '', amount(opening), currency],
      ...lines.map((line) => [
        line.at.toISOString(),
        what(line),
        line.orderId ?? '',
        line.commissionId ?? '',
        amount(line.amount),
        amount(line.balance),
        currency,
      ]),
      [to.toISOString(), t('closing'), '', '', '', amount(closing), currency],
    ],
  );
}
