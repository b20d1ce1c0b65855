'use client';
import { useMemo } from 'react';
import { ChartFrame, type PlotProps } from './chart-frame.tsx';
import { type ChartProps, hueOf } from './series.ts';

/** Steps one under the other, each a bar as long as its part of the longest; a second series is a thinner bar below. */
export function FunnelChart({
  rateOf,
  ...chart
}: ChartProps & {
  /** What is said at the end of a step, of the first series ("12 % of clicks"); '' for nothing. */
  rateOf(x: string): string;
}) {
  const Plot = useMemo(
    () =>
      function Steps({ series, points, format, formatX }: PlotProps) {
        const most = Math.max(1, ...points.flatMap(({ values }) => series.map(({ id }) => values[id] ?? 0)));
        return (
          <ol className="space-y-3">
            {points.map(({ x, values }) => (
              <li key={x}>
                <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
                  <span className="font-medium">{formatX(x)}</span>
                  <span>
                    <span className="font-medium tabular-nums">
                      {format(values[series[0]?.id ?? ''] ?? 0)}
                    </span>{' '}
                    <span className="text-muted">{rateOf(x)}</span>
                  </span>
                </p>
                {series.map(({ id, label }, index) => (
                  <div
                    key={id}
                    role="img"
                    aria-label={`${formatX(x)}, ${label}: ${format(values[id] ?? 0)}`}
                    className={
                      index === 0 ? 'mt-1 h-5 rounded-sm bg-sunken' : 'mt-0.5 h-1.5 rounded-sm bg-sunken'
                    }
                  >
                    <div
                      className="h-full rounded-sm"
                      style={{ width: `${((values[id] ?? 0) / most) * 100}%`, background: hueOf(index) }}
                    />
                  </div>
                ))}
              </li>
            ))}
          </ol>
        );
      },
    [rateOf],
  );
  return <ChartFrame {...chart} fit height={chart.height ?? 280} Plot={Plot} />;
}
