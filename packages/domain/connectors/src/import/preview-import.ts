import type { BrandScope } from '@kolony/identity/schema';
import type { ConnectorDeps } from '../settings.ts';
import { type File, readFile } from './read-lines.ts';
import type { ImportPreview } from './schema.ts';

const ROWS = 10;
const ERRORS = 200;

/**
 * What a file says, before anything is done with it. `connectors/empty_file`, `connectors/bad_csv` {line},
 * `connectors/double_column` {column}, `connectors/too_many_columns` {most}, `connectors/too_many_lines` {most}.
 */
export function previewImport(
  { readClick }: Pick<ConnectorDeps, 'readClick'>,
  { timeZone }: BrandScope,
  file: File,
): ImportPreview {
  const { csv, mapping, missing, lines, errors } = readFile(file, { timeZone, readClick });
  return {
    columns: csv.columns,
    mapping,
    missing,
    lines: csv.lines.length,
    rows: csv.lines.slice(0, ROWS),
    ready: lines.length,
    errors: errors.slice(0, ERRORS),
    broken: new Set(errors.map(({ line }) => line)).size,
  };
}
