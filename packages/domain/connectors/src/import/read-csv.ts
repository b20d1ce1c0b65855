import { KolonyError } from '@kolony/kernel';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { MOST_IMPORT_LINES } from './schema.ts';

export interface CsvLine {
  /** From 1, as editors count. */
  line: number;
  cells: string[];
}

export interface Csv {
  columns: string[];
  lines: CsvLine[];
}

/** Exports of shops have some eighty. */
const MOST_COLUMNS = 200;
/** Characters of one line with all its cells. */
const LONGEST_LINE = 100_000;

const Records = z.array(z.object({ info: z.object({ lines: z.int() }), record: z.array(z.string()) }));

/**
 * RFC 4180, with a byte order mark or without, separated by comma, semicolon or tab (whichever its header has most of).
 * `connectors/empty_file`, `connectors/bad_csv` {line} (also for a line longer than any order), `connectors/double_column`
 * {column}, `connectors/too_many_columns` {most}, `connectors/too_many_lines` {most}.
 */
export function readCsv(text: string): Csv {
  const [header, ...rest] = recordsOf(text);
  if (!header || rest.length === 0)
    throw new KolonyError('connectors/empty_file', 'invalid', { field: 'text' });
  const columns = header.record;
  if (columns.length > MOST_COLUMNS)
    throw new KolonyError('connectors/too_many_columns', 'invalid', { field: 'text', most: MOST_COLUMNS });
  const double = columns.find((name, at) => name !== '' && columns.indexOf(name) !== at);
  if (double !== undefined)
    throw new KolonyError('connectors/double_column', 'invalid', {
      field: 'text',
      column: double.slice(0, 100),
    });
  if (rest.length > MOST_IMPORT_LINES)
    throw new KolonyError('connectors/too_many_lines', 'invalid', { field: 'text', most: MOST_IMPORT_LINES });
  return { columns, lines: rest.map(({ info, record }) => ({ line: info.lines, cells: record })) };
}

function recordsOf(text: string): z.infer<typeof Records> {
  try {
    return Records.parse(
      parse(text, {
        bom: true,
        delimiter: delimiterOf(text),
        info: true,
        max_record_size: LONGEST_LINE,
        relax_column_count: true,
        skip_empty_lines: true,
        trim: true,
        to: MOST_IMPORT_LINES + 2,
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new KolonyError('connectors/bad_csv', 'invalid', { field: 'text', line: Number(error.lines ?? 0) });
  }
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const [first] = [',', ';', '\t'].sort((a, b) => header.split(b).length - header.split(a).length);
  return first ?? ',';
}
