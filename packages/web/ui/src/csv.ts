/**
 * RFC 4180 text with a BOM, which Excel needs to read Chinese. A text cell that a spreadsheet would run as a formula
 * (=, +, -, @, tab, CR first) gets a leading apostrophe; numbers are left alone, so −5 stays a number.
 */
export function toCsv(header: readonly string[], rows: readonly CsvRow[]): string {
  return `\ufeff${csvLines([header, ...rows])}`;
}

export type CsvRow = readonly (string | number | null)[];

/** The lines alone, for a file that is written in pieces. */
export function csvLines(rows: readonly CsvRow[]): string {
  const cell = (value: string | number | null): string => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const inert =
      /^[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/u.test(value)
        ? `'${value}`
        : value;
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Hands a text or a file's content to the browser as a download. */
export function download(name: string, content: string | Blob, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
