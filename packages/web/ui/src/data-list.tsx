import clsx from 'clsx';
import type { ReactNode } from 'react';

export interface DataItem {
  id: string;
  label: ReactNode;
  value: ReactNode;
  hint?: ReactNode;
}

/** Facts of one thing: label and value. `rows` puts them beside each other, `grid` in columns. */
export function DataList({
  items,
  layout = 'rows',
}: {
  items: readonly DataItem[];
  layout?: 'rows' | 'grid';
}) {
  return (
    <dl
      className={
        layout === 'rows' ? 'divide-y divide-border' : 'grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-3'
      }
    >
      {items.map((item) => (
        <div
          key={item.id}
          className={clsx(
            'min-w-0',
            layout === 'rows' && 'flex items-baseline justify-between gap-6 py-2 first:pt-0 last:pb-0',
          )}
        >
          <dt className={clsx('text-muted', layout === 'grid' && 'text-sm')}>{item.label}</dt>
          <dd className={clsx('min-w-0 font-medium', layout === 'rows' ? 'text-end' : 'mt-0.5')}>
            {item.value}
            {item.hint && <span className="block text-sm font-normal text-muted">{item.hint}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
