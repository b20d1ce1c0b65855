'use client';
import {
  Button,
  type Column,
  EmptyState,
  ErrorState,
  SearchInput,
  Select,
  type Sort,
  Table,
  type TableProps,
  TableSkeleton,
  useUi,
} from '@kolony/ui';
import { SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { arrangeRows } from './arrange-rows.ts';
import { useErrorMessage } from './error-message.ts';
import { type TableState, useTableState } from './table-state.ts';

export interface DataColumn<Row> extends Column<Row> {
  /** What this column sorts by; also makes its header a button. */
  sortValue?: (row: Row) => string | number | null;
}

export interface DataFilter<Row> {
  id: string;
  label: string;
  options: readonly { value: string; label: string }[];
  match?: (row: Row, value: string) => boolean;
}

export interface DataTableProps<Row>
  extends Pick<TableProps<Row>, 'caption' | 'rowKey' | 'rowHref' | 'footer'> {
  columns: readonly DataColumn<Row>[];
  /** A query's result: `rows={query.data} error={query.error} onRetry={query.refetch}`; undefined = still loading. */
  rows: readonly Row[] | undefined;
  error?: unknown;
  onRetry?: () => void;
  /** What the search field looks through; without it there is none. */
  searchText?: (row: Row) => string;
  searchLabel?: string;
  filters?: readonly DataFilter<Row>[];
  defaultSort?: Sort;
  /** Shown when there is nothing at all: why, and the next step. */
  empty: { title: ReactNode; description?: ReactNode; icon?: ReactNode; action?: ReactNode };
  /** More pages on the server. */
  more?: { load: () => void; pending: boolean };
  /** At the end of the toolbar (export, new). */
  actions?: ReactNode;
  /** The server searches, sorts and filters: pass the state you query with (from useTableState). */
  state?: TableState;
  /** For a second table on the same page. */
  prefix?: string;
}

/** A list people can work with: search, filters and sort in the address, skeleton, empty state, error with retry. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const t = useTranslations('ui.table');
  const explain = useErrorMessage();
  const { locale } = useUi();
  const own = useTableState({
    filterIds: props.filters?.map((filter) => filter.id),
    defaultSort: props.defaultSort,
    prefix: props.prefix,
  });
  const state = props.state ?? own;
  const rows =
    props.rows && !props.state
      ? arrangeRows(props.rows, {
          q: state.q,
          sort: state.sort,
          filters: state.filters,
          searchText: props.searchText,
          matches: Object.fromEntries(
            props.filters?.flatMap((filter) => (filter.match ? [[filter.id, filter.match]] : [])) ?? [],
          ),
          sortValues: Object.fromEntries(
            props.columns.flatMap((column) => (column.sortValue ? [[column.id, column.sortValue]] : [])),
          ),
          locale,
        })
      : props.rows;
  const columns = props.columns.map((column) => ({
    ...column,
    sortable: column.sortable ?? column.sortValue !== undefined,
  }));
  const bare = props.rows?.length === 0 && !state.active;

  return (
    <div className="min-w-0 rounded-lg border border-border bg-surface shadow-card">
      {!bare && <Toolbar {...props} columns={columns} state={state} />}
      {props.error && !props.rows ? (
        <ErrorState title={t('failed')} description={explain(props.error)} onRetry={props.onRetry} />
      ) : !rows ? (
        <TableSkeleton columns={Math.min(props.columns.length, 5)} />
      ) : bare ? (
        <EmptyState {...props.empty} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={<SearchX />}
          title={t('nothingFound')}
          description={t('nothingFoundHint')}
          action={<Button onClick={state.reset}>{t('reset')}</Button>}
        />
      ) : (
        <Table
          caption={props.caption}
          columns={columns}
          rows={rows}
          rowKey={props.rowKey}
          rowHref={props.rowHref}
          footer={props.footer}
          sort={state.sort}
          onSort={state.setSort}
        />
      )}
      {rows && rows.length > 0 && (
        <div className="flex min-h-11 items-center justify-between gap-4 border-t border-border px-5 py-2 text-sm text-muted">
          <span role="status">{t('count', { count: rows.length })}</span>
          {props.more && (
            <Button size="sm" onClick={props.more.load} pending={props.more.pending}>
              {t('more')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Toolbar<Row>({
  state,
  columns,
  ...props
}: Omit<DataTableProps<Row>, 'state' | 'columns'> & { state: TableState; columns: readonly Column<Row>[] }) {
  const t = useTranslations('ui.table');
  const [text, setText] = useState(state.q);
  const sortable = columns.filter((column) => column.sortable);
  const hasSearch = props.searchText !== undefined || props.searchLabel !== undefined;
  if (!hasSearch && !props.filters?.length && !props.actions && sortable.length === 0) return null;
  const onlySort = !hasSearch && !props.filters?.length && !props.actions;
  const field = useRef<HTMLInputElement>(null);
  // The field leads while it is typed in (input methods, slow navigation); a change from elsewhere fills it.
  useEffect(() => {
    if (document.activeElement !== field.current) setText(state.q);
  }, [state.q]);
  return (
    <div
      className={`flex flex-wrap items-center gap-2 border-b border-border p-3 ${onlySort ? 'sm:hidden' : ''}`}
    >
      {hasSearch && (
        <SearchInput
          label={props.searchLabel ?? t('search')}
          ref={field}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            state.setQ(event.target.value);
          }}
          className="w-full sm:w-64"
        />
      )}
      {props.filters?.map((filter) => (
        <Select
          key={filter.id}
          aria-label={filter.label}
          value={state.filters[filter.id] ?? ''}
          onChange={(event) => state.setFilter(filter.id, event.target.value)}
          options={filter.options}
          placeholder={t('all', { label: filter.label })}
          className="min-w-32 flex-1 sm:flex-none"
        />
      ))}
      {sortable.length > 0 && (
        <Select
          aria-label={t('sortBy')}
          value={state.sort ? `${state.sort.desc ? '-' : ''}${state.sort.id}` : ''}
          onChange={(event) => {
            const desc = event.target.value.startsWith('-');
            state.setSort(
              event.target.value === '' ? null : { id: event.target.value.replace(/^-/, ''), desc },
            );
          }}
          placeholder={t('sortBy')}
          options={sortable.flatMap((column) => [
            { value: column.id, label: t('ascending', { column: column.header }) },
            { value: `-${column.id}`, label: t('descending', { column: column.header }) },
          ])}
          className="min-w-32 flex-1 sm:hidden"
        />
      )}
      {state.active && (
        <Button
          variant="ghost"
          onClick={() => {
            setText('');
            state.reset();
          }}
        >
          {t('reset')}
        </Button>
      )}
      {props.actions && <div className="ms-auto flex items-center gap-2">{props.actions}</div>}
    </div>
  );
}
