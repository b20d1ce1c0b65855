import { exponentOf, toDecimal } from '@kolony/kernel/currency';
import type { ReportName, ReportTable } from '@kolony/reports/schema';
import writeExcelFile from 'write-excel-file/node';

/** A report's tables, and the words of `reports.tables` in the reader's language. */
export interface ReportPaper {
  report: ReportName;
  tables: readonly ReportTable[];
  words: (key: string) => string;
}

/** A sheet's name has at most so many characters, and none of these. */
const LONGEST_NAME = 31;
const NO_NAME = /[[\]:*?/\\]/g;

/** All tables as one workbook, a sheet each: numbers are numbers, in the formats that spreadsheets translate. */
export async function reportXlsx({ report, tables, words }: ReportPaper): Promise<Uint8Array> {
  const sheets = tables.map((table) => ({
    sheet: words(`${report}.${table.id}.title`).replace(NO_NAME, ' ').slice(0, LONGEST_NAME),
    stickyRowsCount: 1,
    columns: table.columns.map(({ kind }) => ({ width: kind === 'text' ? 32 : 18 })),
    data: [
      headersOf(table, { report, words }).map((value) => ({
        value,
        type: String,
        fontWeight: 'bold' as const,
      })),
      ...plainRows(table, words).map((row) =>
        row.map((value, at) =>
          typeof value === 'number'
            ? { value, type: Number, format: formatOf(table, at) }
            : // A text stays one, whatever it begins with.
              value === null
              ? null
              : { value, type: String },
        ),
      ),
    ],
  }));
  return new Uint8Array(await writeExcelFile(sheets).toBuffer());
}

/** A table's headers in the reader's words; money says its currency, what stands beside a figure which part it is. */
export function headersOf(table: ReportTable, { report, words }: Omit<ReportPaper, 'tables'>): string[] {
  return table.columns.map(({ id, kind, part }) => {
    const name = words(`${report}.${table.id}.${id}`);
    const header = part ? `${name} · ${words(part)}` : name;
    return kind === 'money' ? `${header} (${table.currency})` : header;
  });
}

/** A table's rows with money in whole units, and a word where a figure is new. */
export function plainRows(
  { columns, rows, currency }: ReportTable,
  words: ReportPaper['words'],
): (string | number | null)[][] {
  return rows.map((row) =>
    row.map((value, at) => {
      const kind = columns[at]?.kind;
      if (kind === 'change' && value === 'new') return words('new');
      return kind === 'money' && typeof value === 'number' ? Number(toDecimal(value, currency)) : value;
    }),
  );
}

function formatOf({ columns, currency }: ReportTable, at: number): string {
  const kind = columns[at]?.kind;
  if (kind === 'ratio') return '0.0%';
  if (kind === 'change') return '+0.0%;-0.0%;0.0%';
  if (kind === 'times') return '0.00"×"';
  if (kind !== 'money') return '#,##0.##';
  const exponent = exponentOf(currency);
  return exponent === 0 ? '#,##0' : `#,##0.${'0'.repeat(exponent)}`;
}
