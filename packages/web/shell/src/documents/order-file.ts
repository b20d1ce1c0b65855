import type { OrderRow } from '@kolony/insights/schema';
import type { Currency } from '@kolony/kernel';
import { toDecimal } from '@kolony/kernel/currency';
import { csvLines, toCsv } from '@kolony/ui';

const COLUMNS = ['order', 'at', 'kol', 'placed', 'refunded', 'commission'] as const;
const MONEY: ReadonlySet<string> = new Set(['placed', 'refunded', 'commission']);

/** The first line of a file of orders, with the mark that Excel needs. */
export function orderCsvHeader(words: (key: string) => string, currency: Currency): string {
  return toCsv(
    COLUMNS.map((name) => (MONEY.has(name) ? `${words(name)} (${currency})` : words(name))),
    [],
  );
}

/** Lines that follow it; instants in ISO 8601 (UTC), money in whole units with a decimal point. */
export function orderCsvLines(orders: readonly OrderRow[], currency: Currency): string {
  return csvLines(
    orders.map(({ orderId, at, displayName, placed, refunded, commission }) => [
      orderId,
      at.toISOString(),
      displayName,
      ...[placed, refunded, commission].map((amount) => Number(toDecimal(amount, currency))),
    ]),
  );
}
