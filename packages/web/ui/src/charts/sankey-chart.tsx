'use client';
import { lazy, useMemo } from 'react';
import { ChartFrame, type PlotProps } from './chart-frame.tsx';
import type { Flow, Place } from './sankey-plot.tsx';
import type { ChartProps } from './series.ts';

const SankeyPlot = lazy(() => import('./sankey-plot.tsx'));

/** Flows from place to place, each as wide as its value. Flows of nothing are not drawn. */
export function SankeyChart({
  places,
  flows,
  valueLabel,
  ...chart
}: Omit<ChartProps, 'series' | 'points' | 'formatX'> & {
  places: readonly Place[];
  flows: readonly Flow[];
  /** Header of the values in table and file. */
  valueLabel: string;
}) {
  const Plot = useMemo(() => {
    const drawn = flows.filter(({ value }) => value > 0);
    return function Flows(plot: PlotProps) {
      return <SankeyPlot {...plot} places={places} flows={drawn} />;
    };
  }, [places, flows]);
  const labels = new Map(places.map(({ id, label, column }) => [id, column ? `${column} ${label}` : label]));
  return (
    <ChartFrame
      {...chart}
      legend={false}
      series={[{ id: 'value', label: valueLabel }]}
      points={flows
        .filter(({ value }) => value > 0)
        .map(({ from, to, value }) => ({
          x: `${labels.get(from) ?? from} → ${labels.get(to) ?? to}`,
          values: { value },
        }))}
      Plot={Plot}
    />
  );
}
