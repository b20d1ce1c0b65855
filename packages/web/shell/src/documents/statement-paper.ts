import type { BrandStatement, Statement } from '@kolony/commissions/schema';
import { formatDate, formatMoney } from '@kolony/ui';
import { getTranslations } from 'next-intl/server';
import type { Locale } from '../locale.ts';
import { print } from './paper.ts';

/** Who reads it: language and the zone its days are of. */
export interface Reader {
  locale: Locale;
  timeZone: string;
  /** The instant the file is made at. */
  at: Date;
}

/** A party's statement with one brand as a PDF in the reader's language; the same figures as on the screen. */
export async function statementPdf(statement: Statement, reader: Reader): Promise<Uint8Array> {
  const { locale } = reader;
  const t = await getTranslations({ locale, namespace: 'domain.statement' });
  const accounts = await getTranslations({ locale, namespace: 'domain.accounts' });
  const { brand, payee, currency, opening, closing, totals, closingBy, lines } = statement;
  const { money, date, period, foot, pageOf } = await wording(statement, reader);
  const what = ({ kind, source }: Statement['lines'][number]) => {
    if (kind === 'accrue' && source) return t(`sources.${source}`);
    return t.has(`kinds.${kind}` as never) ? t(`kinds.${kind}` as never) : kind;
  };
  return print({
    title: t('title'),
    lines: [`${payee.name} · ${brand.name} · ${currency}`, period],
    figures: [
      { label: t('opening'), value: money(opening) },
      { label: t('earned'), value: money(totals.earned) },
      { label: t('reversed'), value: money(totals.reversed) },
      { label: t('withheld'), value: money(totals.withheld) },
      { label: t('paid'), value: money(totals.paid) },
      { label: t('closing'), value: money(closing), strong: true },
      { label: accounts('pending'), value: money(closingBy.pending) },
      { label: accounts('payable'), value: money(closingBy.payable) },
      { label: accounts('in_payout'), value: money(closingBy.inPayout) },
      { label: accounts('clawback'), value: money(closingBy.owed === 0 ? 0 : -closingBy.owed) },
    ],
    check: t('adds', { opening: money(opening), lines: money(closing - opening), closing: money(closing) }),
    columns: [
      { header: t('date'), share: 19 },
      { header: t('what'), share: 24 },
      { header: t('order'), share: 25 },
      { header: t('amount'), share: 16, numeric: true },
      { header: t('balance'), share: 16, numeric: true },
    ],
    rows: lines.map((line) => [
      date(line.at),
      what(line),
      line.orderId ?? '–',
      money(line.amount),
      money(line.balance),
    ]),
    foot,
    pageOf,
    language: locale,
    at: reader.at,
  });
}

/** A brand's own money in a period as a PDF in the reader's language. */
export async function brandStatementPdf(statement: BrandStatement, reader: Reader): Promise<Uint8Array> {
  const { locale } = reader;
  const t = await getTranslations({ locale, namespace: 'domain.brandStatement' });
  const words = await getTranslations({ locale, namespace: 'domain.statement' });
  const kinds = await getTranslations({ locale, namespace: 'domain.entryKinds' });
  const accounts = await getTranslations({ locale, namespace: 'domain.accounts' });
  const { brand, currency, opening, closing, closingBy, lines } = statement;
  const { money, period, foot, pageOf } = await wording(statement, reader);
  return print({
    title: words('title'),
    lines: [`${brand.name} · ${currency}`, period],
    figures: [
      { label: words('opening'), value: money(opening) },
      { label: t('moved'), value: money(closing - opening) },
      { label: words('closing'), value: money(closing), strong: true },
      ...(['funding', 'escrow', 'reserved'] as const).map((account) => ({
        label: accounts(account),
        value: money(closingBy[account]),
      })),
    ],
    check: words('adds', {
      opening: money(opening),
      lines: money(closing - opening),
      closing: money(closing),
    }),
    columns: [
      { header: words('what'), share: 30 },
      { header: t('campaign'), share: 38 },
      { header: t('transactions'), share: 14, numeric: true },
      { header: words('amount'), share: 18, numeric: true },
    ],
    rows: lines.map(({ kind, campaign, transactions, amount }) => [
      kinds.has(kind as never) ? kinds(kind as never) : kind,
      campaign?.name ?? t('funds'),
      String(transactions),
      money(amount),
    ]),
    foot,
    pageOf,
    language: locale,
    at: reader.at,
  });
}

/** What both kinds say alike. */
async function wording(
  { currency, from, to }: Pick<Statement, 'currency' | 'from' | 'to'>,
  { locale, timeZone, at }: Reader,
) {
  const t = await getTranslations({ locale, namespace: 'domain.statement' });
  const show = (instant: Date, style: 'date' | 'datetime') =>
    formatDate(instant.getTime(), style, { locale, timeZone });
  return {
    money: (amount: number) => formatMoney(amount, { currency, locale }),
    date: (instant: Date) => show(instant, 'datetime'),
    // The last instant of the period, not the first after it.
    period: t('period', {
      from: show(from, 'date'),
      to: show(new Date(to.getTime() - 1), 'date'),
      timeZone,
    }),
    foot: t('foot', { at: show(at, 'datetime') }),
    pageOf: (page: number, pages: number) => t('page', { page, pages }),
  };
}
