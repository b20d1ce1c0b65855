'use client';
import clsx from 'clsx';
import { useMemo } from 'react';
import { Link } from '../link.tsx';
import { ChartFrame, type PlotProps } from './chart-frame.tsx';
import type { ChartProps } from './series.ts';

/**
 * Rows (the points) by columns (the series): the deeper a cell, the more of the largest one it is. A cell can open what
 * is behind it. `written`: the values stand in the cells; without it they are told when pointed at, and in the table.
 */
export function HeatMap({
  hrefOf,
  written = false,
  everyHeader = 1,
  ...chart
}: ChartProps & {
  hrefOf?: ((x: string, seriesId: string) => string) | undefined;
  written?: boolean;
  /** So many columns have one header, where there are too many for all. */
  everyHeader?: number;
}) {
  const Plot = useMemo(
    () =>
      function Cells({ title, series, points, format, formatX }: PlotProps) {
        const max = Math.max(0, ...points.flatMap(({ values }) => series.map(({ id }) => values[id] ?? 0)));
        return (
          // Whoever has no pointer scrolls it by the arrow keys.
          <section
            className={clsx(written && 'overflow-x-auto')}
            {...(written ? { 'aria-label': title, tabIndex: 0 } : {})}
          >
            <table
              className={clsx(
                'w-full table-fixed border-separate border-spacing-px text-xs',
                written && 'min-w-140',
              )}
            >
              <caption className="sr-only">{title}</caption>
              <thead>
                <tr>
                  <td className={written ? 'w-20' : 'w-10 sm:w-14'} />
                  {series.map(({ id, label }, at) => (
                    <th key={id} scope="col" className="overflow-visible pb-1 font-normal text-muted">
                      <span className={at % everyHeader === 0 ? 'whitespace-nowrap' : 'sr-only'}>
                        {label}
                      </span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {points.map(({ x, values }) => (
                  <tr key={x}>
                    <th scope="row" className="pe-2 text-end font-normal whitespace-nowrap text-muted">
                      {formatX(x)}
                    </th>
                    {series.map(({ id, label }) => {
                      const value = values[id] ?? null;
                      const text = value === null ? '–' : format(value);
                      const said = `${formatX(x)} · ${label}: ${text}`;
                      const inside = <span className={written ? undefined : 'sr-only'}>{text}</span>;
                      return (
                        <td
                          key={id}
                          title={said}
                          className="relative h-7 rounded-sm text-center tabular-nums"
                          style={{ background: shadeOf(value, max) }}
                        >
                          {hrefOf && value ? (
                            <Link href={hrefOf(x, id)} look="plain" className="absolute inset-0 rounded-sm">
                              {inside}
                            </Link>
                          ) : (
                            inside
                          )}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        );
      },
    [hrefOf, written, everyHeader],
  );
  const height = chart.height ?? 28 + chart.points.length * 29;
  return <ChartFrame {...chart} legend={false} fit height={height} Plot={Plot} />;
}

/** Up to 60 %, so that text on it keeps its contrast in both themes. */
function shadeOf(value: number | null, max: number): string {
  if (value === null) return 'transparent';
  const share = max > 0 ? Math.max(0, value) / max : 0;
  return `color-mix(in srgb, var(--chart-2) ${Math.round(Math.sqrt(share) * 60)}%, var(--sunken))`;
}
