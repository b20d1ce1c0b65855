'use client';
import { lazy } from 'react';
import { ChartFrame } from './chart-frame.tsx';
import type { ChartProps } from './series.ts';

const ScatterPlot = lazy(() => import('./scatter-plot.tsx'));
const TrendPlot = lazy(() => import('./trend-plot.tsx'));
const BarPlot = lazy(() => import('./bar-plot.tsx'));

/** Lines by day (`x` = `YYYY-MM-DD`); one series is drawn as an area. */
export function TrendChart(props: ChartProps) {
  return <ChartFrame {...props} Plot={TrendPlot} />;
}

/** Bars over categories or days. */
export function BarChart(props: ChartProps) {
  return <ChartFrame {...props} Plot={BarPlot} />;
}

/** One dot per point: the first series goes along, the second up. Dots are named when pointed at, and in the table. */
export function ScatterChart(props: ChartProps) {
  return <ChartFrame {...props} legend={false} Plot={ScatterPlot} />;
}

export { FunnelChart } from './funnel-chart.tsx';
export { HeatMap } from './heat-map.tsx';
export { SankeyChart } from './sankey-chart.tsx';
export type { ChartProps, Mark, Point, Series } from './series.ts';
export { SmallMultiples } from './small-multiples.tsx';
