import type { Currency } from '@kolony/kernel';
import { changeOf, pointsOf } from '@kolony/kernel/change';
import type { CellKind, ReportTable } from './schema.ts';

type Cell = string | number | null;

export interface ColumnOf<Row> {
  id: string;
  kind: CellKind;
  of(row: Row): Cell;
  /** Not of the row's days: what names it, a bound, a fee. Nothing stands beside it. */
  alone?: boolean;
}

interface Tabled<Row> {
  id: string;
  currency: Currency;
  rows: readonly Row[];
  columns: readonly ColumnOf<NoInfer<Row>>[];
  /** The rows of the compared days and what makes two of them the same; null: nothing is compared. */
  beside?: { rows: readonly NoInfer<Row>[]; nameOf(row: NoInfer<Row>, at: number): string } | null;
}

/** Rows as a table. Beside every figure of compared days stand what it was and how it moved. */
export function tableOf<Row>({ id, currency, rows, columns, beside = null }: Tabled<Row>): ReportTable {
  const earlier = beside && new Map(beside.rows.map((row, at) => [beside.nameOf(row, at), row]));
  const compared = ({ kind, alone }: ColumnOf<Row>) => earlier !== null && !alone && isFigure(kind);
  return {
    id,
    currency,
    columns: columns.flatMap((column) => {
      const { id: name, kind } = column;
      if (!compared(column)) return [{ id: name, kind }];
      const [before, change] = ['before' as const, 'change' as const];
      return [
        { id: name, kind },
        { id: name, kind, part: before },
        { id: name, kind: change, part: change },
      ];
    }),
    rows: rows.map((row, at) => {
      const was = beside && earlier?.get(beside.nameOf(row, at));
      return columns.flatMap((column) => {
        const now = column.of(row);
        if (!compared(column)) return [now];
        const before = was && column.of(was);
        return [now, before ?? null, movedOf(column.kind, figure(now), figure(before))];
      });
    }),
  };
}

function isFigure(kind: CellKind): boolean {
  return kind === 'count' || kind === 'money' || kind === 'ratio' || kind === 'times';
}

/** Undefined: there was no such row. */
function figure<Value extends Cell | undefined>(value: Value) {
  return typeof value === 'string' ? null : (value as Exclude<Value, string>);
}

function movedOf(kind: CellKind, now: number | null, before: number | null | undefined): Cell {
  return kind === 'ratio' ? pointsOf(now, before) : changeOf(now, before);
}
