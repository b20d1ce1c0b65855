'use client';
import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useUi } from './ui-provider.tsx';

/** One step of "why this figure": what it is, its value, and what it came from. */
export interface Derivation {
  id: string;
  label: ReactNode;
  value?: ReactNode;
  /** The rule or the reason, in words. */
  note?: ReactNode;
  /** The figure asked about, or a decisive step. */
  strong?: boolean;
  children?: readonly Derivation[];
}

/** A figure opened into what it was made from, down to the evidence; native disclosures, so it works without scripts. */
export function DerivationTree({
  root,
  openDepth = 2,
  label,
}: {
  root: Derivation;
  /** How many levels stand open at first. */
  openDepth?: number;
  label: string;
}) {
  const { words } = useUi();
  const tree = useRef<HTMLDivElement>(null);
  const setAll = (open: boolean) => {
    for (const each of tree.current?.querySelectorAll('details') ?? []) each.open = open;
  };
  return (
    <section aria-label={label}>
      <p className="mb-1 flex justify-end gap-4 text-sm">
        <button
          type="button"
          onClick={() => setAll(true)}
          className="text-muted underline-offset-3 hover:text-text hover:underline"
        >
          {words.expandAll}
        </button>
        <button
          type="button"
          onClick={() => setAll(false)}
          className="text-muted underline-offset-3 hover:text-text hover:underline"
        >
          {words.collapseAll}
        </button>
      </p>
      <div ref={tree}>
        <Node node={root} depth={0} openDepth={openDepth} />
      </div>
    </section>
  );
}

function Node({ node, depth, openDepth }: { node: Derivation; depth: number; openDepth: number }) {
  const line = (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-6 py-1.5">
      <span className="min-w-0">
        <span className={clsx(node.strong && 'font-semibold')}>{node.label}</span>
        {node.note && <span className="block text-sm text-muted">{node.note}</span>}
      </span>
      {node.value !== undefined && (
        <span className={clsx('ms-auto text-end tabular-nums', node.strong && 'font-semibold')}>
          {node.value}
        </span>
      )}
    </span>
  );
  if (!node.children?.length) return <div className="flex ps-5.5">{line}</div>;
  return (
    <details open={depth < openDepth} className="group/node">
      <summary className="flex list-none items-baseline gap-1.5 rounded-sm hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 translate-y-0.75 text-muted transition-transform [details[open]>summary>&]:rotate-90"
        />
        {line}
      </summary>
      <div className="ms-2 border-s border-border ps-2 sm:ps-3">
        {node.children.map((child) => (
          <Node key={child.id} node={child} depth={depth + 1} openDepth={openDepth} />
        ))}
      </div>
    </details>
  );
}
