'use client';
import { lazy } from 'react';
import { ChartFrame } from './chart-frame.tsx';
import type { ChartProps } from './series.ts';

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

export type { ChartProps, Point, Series } from './series.ts';
