'use client';
import type { BrandStatement } from '@kolony/commissions/schema';
import { toDecimal } from '@kolony/kernel/currency';
import {
  Button,
  ButtonLink,
  Card,
  DataList,
  download,
  EmptyState,
  formatMoney,
  Money,
  Notice,
  Num,
  Stat,
  StatGroup,
  Table,
  toCsv,
  useUi,
} from '@kolony/ui';
import { Check, Download, FileDown, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** A brand's own money in a month, by kind and campaign, `pdf` being the address of the same as a file: it shows that it adds up, or says that it does not. */
export function BrandStatementView({
  statement,
  month,
  pdf,
}: {
  statement: BrandStatement;
  month: string;
  pdf: string;
}) {
  const t = useTranslations('domain.brandStatement');
  const words = useTranslations('domain.statement');
  const kinds = useTranslations('domain.entryKinds');
  const accounts = useTranslations('domain.accounts');
  const { locale } = useUi();
  const { currency, opening, closing, lines, closingBy } = statement;
  const money = (amount: number, signed = false) => (
    <Money amount={amount} currency={currency} signed={signed} />
  );
  const text = (amount: number) => formatMoney(amount, { currency, locale });
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  const addsUp =
    opening + sum === closing && closingBy.funding + closingBy.escrow + closingBy.reserved === closing;
  const kind = (name: string) => (kinds.has(name as never) ? kinds(name as never) : name);
  const csv = () =>
    toCsv(
      [words('what'), t('campaign'), t('transactions'), words('amount'), words('currency')],
      lines.map((line) => [
        kind(line.kind),
        line.campaign?.name ?? t('funds'),
        String(line.transactions),
        toDecimal(line.amount, currency),
        currency,
      ]),
    );
  return (
    <div className="space-y-5">
      <StatGroup columns={3}>
        <Stat label={words('opening')} value={money(opening)} />
        <Stat label={t('moved')} value={money(sum, true)} />
        <Stat label={words('closing')} value={money(closing)} />
      </StatGroup>
      {addsUp ? (
        <p className="flex items-center gap-2 text-sm text-success">
          <Check aria-hidden className="size-4" />
          <span>{words('adds', { opening: text(opening), lines: text(sum), closing: text(closing) })}</span>
        </p>
      ) : (
        <Notice tone="danger">{words('broken')}</Notice>
      )}
      <Card title={words('where')}>
        <DataList
          layout="grid"
          items={(['funding', 'escrow', 'reserved'] as const).map((account) => ({
            id: account,
            label: accounts(account),
            value: money(closingBy[account]),
          }))}
        />
      </Card>
      <Card
        flush
        title={words('lines')}
        actions={
          <span className="flex gap-2 print:hidden">
            <Button size="sm" icon={<Printer aria-hidden className="size-4" />} onClick={() => print()}>
              {words('print')}
            </Button>
            <Button
              size="sm"
              icon={<Download aria-hidden className="size-4" />}
              onClick={() => download(`kolony-brand-${month}-${currency}.csv`, csv())}
            >
              {words('csv')}
            </Button>
            <ButtonLink size="sm" href={pdf} icon={<FileDown aria-hidden className="size-4" />} download>
              {words('pdf')}
            </ButtonLink>
          </span>
        }
      >
        {lines.length === 0 ? (
          <EmptyState compact title={words('none')} description={words('noneHint')} />
        ) : (
          <Table
            caption={words('lines')}
            rows={lines}
            rowKey={(line) => `${line.kind}-${line.campaign?.id ?? ''}`}
            columns={[
              { id: 'what', header: words('what'), primary: true, cell: (line) => kind(line.kind) },
              { id: 'campaign', header: t('campaign'), cell: (line) => line.campaign?.name ?? t('funds') },
              {
                id: 'n',
                header: t('transactions'),
                numeric: true,
                cell: (line) => <Num value={line.transactions} />,
              },
              {
                id: 'amount',
                header: words('amount'),
                numeric: true,
                cell: (line) => money(line.amount, true),
              },
            ]}
          />
        )}
      </Card>
    </div>
  );
}
