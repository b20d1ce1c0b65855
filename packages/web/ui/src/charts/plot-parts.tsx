'use client';
import { useSyncExternalStore } from 'react';
import type { PlotProps } from './chart-frame.tsx';
import { hueOf } from './series.ts';

export const AXIS = {
  stroke: 'var(--border)',
  tick: { fill: 'var(--muted)', fontSize: 12 },
  tickLine: false,
};

const QUERY = '(prefers-reduced-motion: reduce)';

/** Drawing moves only for people who have not asked for stillness. */
export function useMotion(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(QUERY);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => !matchMedia(QUERY).matches,
    () => false,
  );
}

/** Rows as recharts wants them: series by position, so that an id may hold any characters. */
export function flatten({
  points,
  series,
}: Pick<PlotProps, 'points' | 'series'>): Record<string, string | number | null>[] {
  return points.map((point) => ({
    x: point.x,
    ...Object.fromEntries(series.map((each, index) => [`s${index}`, point.values[each.id] ?? null])),
  }));
}

/** The box that follows the pointer or the arrow keys. */
export function HoverBox({
  active,
  payload,
  label,
  plot,
}: {
  active?: boolean;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
  label?: string | number;
  plot: PlotProps;
}) {
  if (!active || !payload?.length) return null;
  return (
    <div className="rounded-md border border-border bg-raised px-3 py-2 text-sm shadow-popup">
      <p className="mb-1 font-medium">{plot.formatX(String(label))}</p>
      {plot.series.map((each, index) => {
        const value = payload.find((entry) => entry.dataKey === `s${index}`)?.value;
        if (typeof value !== 'number') return null;
        return (
          <p key={each.id} className="flex items-center gap-2">
            <span aria-hidden className="size-2 rounded-sm" style={{ background: hueOf(index) }} />
            <span className="text-muted">{each.label}</span>
            <span className="ms-auto ps-4 font-medium tabular-nums">{plot.format(value)}</span>
          </p>
        );
      })}
    </div>
  );
}
