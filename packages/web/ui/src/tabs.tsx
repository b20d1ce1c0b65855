'use client';
import clsx from 'clsx';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { Link } from './link.tsx';

const TAB =
  'relative -mb-px inline-flex h-10 items-center gap-1.5 border-b-2 px-1 text-base font-medium whitespace-nowrap';
const ON = 'border-accent text-text';
const OFF = 'border-transparent text-muted hover:text-text';

export interface Tab {
  id: string;
  label: ReactNode;
  count?: number;
  content: ReactNode;
}

function Count({ count }: { count?: number }) {
  if (count === undefined) return null;
  return <span className="rounded-full bg-sunken px-1.5 text-xs text-muted">{count}</span>;
}

/** Panels of one page. Arrow keys move, Home and End jump. Controlled with `value`, else by itself. */
export function Tabs({
  label,
  tabs,
  value,
  defaultValue,
  onChange,
}: {
  label: string;
  tabs: readonly Tab[];
  value?: string;
  defaultValue?: string;
  onChange?: (id: string) => void;
}) {
  const id = useId();
  const [own, setOwn] = useState(defaultValue ?? tabs[0]?.id);
  const current = value ?? own;
  const choose = (next: string) => {
    setOwn(next);
    onChange?.(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.findIndex((tab) => tab.id === current);
    const moves: Record<string, number> = {
      ArrowRight: (index + 1) % tabs.length,
      ArrowLeft: (index - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = tabs[moves[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    choose(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  };
  const shown = tabs.find((tab) => tab.id === current);
  return (
    <div>
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="flex gap-5 overflow-x-auto border-b border-border"
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            aria-selected={tab.id === current}
            aria-controls={tab.id === current ? `${id}-${tab.id}-panel` : undefined}
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => choose(tab.id)}
            className={clsx(TAB, tab.id === current ? ON : OFF)}
          >
            {tab.label}
            <Count count={tab.count} />
          </button>
        ))}
      </div>
      {shown && (
        <div
          role="tabpanel"
          id={`${id}-${shown.id}-panel`}
          aria-labelledby={`${id}-${shown.id}`}
          className="pt-5"
        >
          {shown.content}
        </div>
      )}
    </div>
  );
}

/** Tabs that are pages of their own. */
export function LinkTabs({
  label,
  tabs,
  current,
}: {
  label: string;
  tabs: readonly { href: string; label: ReactNode; count?: number }[];
  /** The href of the page shown. */
  current: string;
}) {
  return (
    <nav aria-label={label} className="flex gap-5 overflow-x-auto border-b border-border">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          look="plain"
          aria-current={tab.href === current ? 'page' : undefined}
          className={clsx(TAB, tab.href === current ? ON : OFF)}
        >
          {tab.label}
          <Count count={tab.count} />
        </Link>
      ))}
    </nav>
  );
}

/** A choice of few that changes what is shown beside it (a date range, a unit). */
export function Segmented({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { value: string; label: ReactNode }[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <fieldset className="inline-flex max-w-full gap-0.5 overflow-x-auto rounded-md bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={clsx(
            'h-9 rounded-sm px-3 text-sm font-medium whitespace-nowrap sm:h-7.5',
            option.value === value ? 'bg-surface text-text shadow-card' : 'text-muted hover:text-text',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
