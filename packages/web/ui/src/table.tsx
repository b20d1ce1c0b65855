'use client';
import clsx from 'clsx';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from './link.tsx';

export interface Sort {
  id: string;
  desc: boolean;
}

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers: right-aligned, tabular. */
  numeric?: boolean;
  /** The header becomes a button that asks for this order. */
  sortable?: boolean;
  /** The row's name: a row header, the card's title on phones, the place of the row's link. One per table. */
  primary?: boolean;
  /** Leave out of the card on phones. */
  hideOnPhone?: boolean;
  /** No label before the value on phones (actions, badges). */
  bare?: boolean;
  /** CSS width, for columns that must not move. */
  width?: string;
}

export interface TableProps<Row> {
  /** What the table lists; read by screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Makes the whole row a link, carried by its primary cell. */
  rowHref?: (row: Row) => string | undefined;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** A last row, aligned with the columns, for totals. */
  footer?: Partial<Record<string, ReactNode>>;
}

function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
}) {
  const active = sort?.id === column.id;
  const Icon = !active ? ChevronsUpDown : sort.desc ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      style={column.width ? { width: column.width } : undefined}
      aria-sort={active ? (sort.desc ? 'descending' : 'ascending') : undefined}
      className={clsx(
        'h-9 px-3 text-sm font-medium whitespace-nowrap text-muted first:ps-5 last:pe-5',
        column.numeric ? 'text-end' : 'text-start',
      )}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          onClick={() => onSort({ id: column.id, desc: active ? !sort.desc : column.numeric === true })}
          className={clsx(
            'inline-flex items-center gap-1 rounded-sm py-1 hover:text-text',
            active && 'text-text',
            column.numeric && 'flex-row-reverse',
          )}
        >
          {column.header}
          <Icon aria-hidden className={clsx('size-3.5', !active && 'opacity-50')} />
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

function BodyCell<Row>({ column, row, href }: { column: Column<Row>; row: Row; href?: string }) {
  const Cell = column.primary ? 'th' : 'td';
  const content = column.cell(row);
  return (
    <Cell
      scope={column.primary ? 'row' : undefined}
      data-label={column.header}
      data-bare={column.bare || undefined}
      data-phone={column.hideOnPhone ? 'hide' : undefined}
      className={clsx(
        'align-middle sm:px-3 sm:py-2.5 sm:first:ps-5 sm:last:pe-5',
        column.numeric ? 'text-end tabular-nums' : 'text-start',
        // A name is not squeezed to a letter by its figures: the table scrolls sooner.
        column.primary ? 'font-medium sm:min-w-30' : 'font-normal',
        !column.primary &&
          href &&
          // The row's own link lies over the row; links and buttons of its cells lie over that.
          'pointer-events-none [&_a]:pointer-events-auto [&_a]:relative [&_button]:pointer-events-auto [&_button]:relative [&_[title]]:pointer-events-auto',
      )}
    >
      {column.primary && href ? (
        <Link href={href} look="plain" className="after:absolute after:inset-0 hover:text-accent-text">
          {content}
        </Link>
      ) : (
        content
      )}
    </Cell>
  );
}

/** A semantic table; below 640 px its rows become cards. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  sort,
  onSort,
  footer,
}: TableProps<Row>) {
  // Whoever has no pointer scrolls it by the arrow keys, where nothing in it can be reached.
  const still = !rowHref && !onSort;
  return (
    <section className="overflow-x-auto" {...(still ? { 'aria-label': caption, tabIndex: 0 } : {})}>
      <table className="k-table w-full border-collapse text-base">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-border">
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-border">
          {rows.map((row) => {
            const href = rowHref?.(row);
            return (
              <tr key={rowKey(row)} className={clsx('relative', href && 'hover:bg-sunken')}>
                {columns.map((column) => (
                  <BodyCell key={column.id} column={column} row={row} href={href} />
                ))}
              </tr>
            );
          })}
        </tbody>
        {footer && (
          <tfoot className="border-t border-border-strong font-semibold">
            <tr>
              {columns.map((column) => (
                <td
                  key={column.id}
                  data-label={column.header}
                  data-phone={footer[column.id] === undefined || column.hideOnPhone ? 'hide' : undefined}
                  data-bare={column.primary || undefined}
                  className={clsx(
                    'sm:px-3 sm:py-2.5 sm:first:ps-5 sm:last:pe-5',
                    column.numeric ? 'text-end tabular-nums' : 'text-start',
                  )}
                >
                  {footer[column.id]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
