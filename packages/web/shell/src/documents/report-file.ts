import type { ReportTable } from '@kolony/reports/schema';
import { toCsv } from '@kolony/ui';
import { headersOf, plainRows, type ReportPaper } from './report-book.ts';

/** One table as CSV (RFC 4180, BOM): money in whole units with a decimal point, ratios as fractions, no formulas. */
export function reportCsv(table: ReportTable, { report, words }: Omit<ReportPaper, 'tables'>): string {
  return toCsv(headersOf(table, { report, words }), plainRows(table, words));
}
