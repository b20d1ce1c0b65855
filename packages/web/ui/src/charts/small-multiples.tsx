'use client';
import { useMemo } from 'react';
import { Link } from '../link.tsx';
import { ChartFrame, type PlotProps } from './chart-frame.tsx';
import type { ChartProps } from './series.ts';
import { Sparkline } from './sparkline.tsx';

/** One little chart per series, side by side; on one scale they compare size, each on its own they compare shape. */
export function SmallMultiples({
  sameScale,
  note,
  hrefOf,
  ...chart
}: ChartProps & {
  sameScale: boolean;
  /** Written under a series' name ("¥12,000 in all"). */
  note(id: string): string;
  hrefOf?: ((id: string) => string) | undefined;
}) {
  const Plot = useMemo(
    () =>
      function Multiples({ series, points }: PlotProps) {
        const values = series.map(({ id }) => points.map((point) => point.values[id] ?? 0));
        const max = sameScale ? Math.max(1, ...values.flat()) : undefined;
        return (
          <ul className="grid grid-cols-2 gap-x-5 gap-y-4 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
            {series.map(({ id, label }, index) => (
              <li key={id} className="min-w-0">
                <p className="truncate text-sm font-medium">
                  {hrefOf ? <Link href={hrefOf(id)}>{label}</Link> : label}
                </p>
                <p className="truncate text-sm text-muted tabular-nums">{note(id)}</p>
                <div className="mt-1 border-b border-border">
                  <Sparkline
                    values={values[index] ?? []}
                    summary={`${label}: ${note(id)}`}
                    width={160}
                    height={44}
                    fluid
                    {...(max === undefined ? {} : { max })}
                  />
                </div>
              </li>
            ))}
          </ul>
        );
      },
    [sameScale, note, hrefOf],
  );
  return <ChartFrame {...chart} legend={false} fit height={chart.height ?? 120} Plot={Plot} />;
}
