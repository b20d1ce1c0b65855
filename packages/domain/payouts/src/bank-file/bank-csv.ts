import { toDecimal } from '@kolony/kernel';
import { type Order, shortId } from './transfer.ts';

const HEADER = ['id', 'payee', 'holder', 'account', 'bic', 'bank', 'country', 'amount', 'currency', 'pay_on'];

/** RFC 4180 with a BOM, which Excel needs to read Chinese; one line per transfer, amounts as decimals. */
export function bankCsv({ currency, executeOn, transfers }: Order): string {
  const rows = transfers.map(({ payoutId, payee, account, amount }) => [
    shortId(payoutId),
    payee,
    account.holder,
    account.number,
    account.bic ?? '',
    account.bankName,
    account.country,
    toDecimal(amount, currency),
    currency,
    executeOn,
  ]);
  return `\ufeff${[HEADER, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

// What a spreadsheet would run: =, +, -, @, tab or CR first, also behind invisible characters and in full width.
const FORMULA = /^[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/u;

/** Names are other people's text: one that a spreadsheet would run as a formula gets a leading apostrophe. */
function cell(value: string): string {
  const inert = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
