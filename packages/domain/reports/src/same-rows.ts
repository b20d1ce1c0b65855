/** Those of the rows that the others have too, by what names them. */
export function sameRows<Row>(
  rows: readonly Row[],
  others: readonly Row[],
  nameOf: (row: Row) => string,
): Row[] {
  const names = new Set(others.map(nameOf));
  return rows.filter((row) => names.has(nameOf(row)));
}

/** A KOL's row is the KOL's, whatever it is called. */
export const kolOf = ({ kolId }: { kolId: string }): string => kolId;
