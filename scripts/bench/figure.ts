/** One measured row beside its reference. */
export interface Figure {
  what: string;
  value: string;
  reference: string;
  /** value ÷ reference, or what the bar is about, in words. */
  ratio: string;
  bar: string;
  /** Undefined for a row that informs and has no bar. */
  holds?: boolean;
}

export interface Benchmark {
  about: string;
  /** `progress` gets a line per round. */
  run(progress: (line: string) => void): Promise<Figure[]>;
}

export function renderFigures(figures: readonly Figure[]): string {
  const head: Figure = { what: '', value: 'measured', reference: 'reference', ratio: 'ratio', bar: 'bar' };
  const columns = ['what', 'value', 'reference', 'ratio', 'bar'] as const;
  const rows = [head, ...figures];
  const width = (column: (typeof columns)[number]) => Math.max(...rows.map((row) => row[column].length));
  return rows
    .map((row) => {
      const cells = columns.map((column) => row[column].padEnd(width(column)));
      const mark = row.holds === undefined ? ' ' : row.holds ? '✓' : '✗';
      return `${mark} ${cells.join('   ')}`.trimEnd();
    })
    .join('\n');
}

export const thousands = (value: number) => Math.round(value).toLocaleString('en-US');
