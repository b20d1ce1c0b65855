'use client';
import {
  CartesianGrid,
  LabelList,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { PlotProps } from './chart-frame.tsx';
import { AXIS, useMotion } from './plot-parts.tsx';
import { hueOf } from './series.ts';

/** So few dots are named on the drawing; of more, names would cover each other. */
const NAMED = 12;

interface Dot {
  name: string;
  x: number;
  y: number;
}

/** One dot per point: the first series along, the second up. */
export default function ScatterPlot(plot: PlotProps) {
  const motion = useMotion();
  const [along, up] = plot.series;
  const dots: Dot[] = plot.points.flatMap(({ x: name, values }) => {
    const [x, y] = [values[along?.id ?? ''], values[up?.id ?? '']];
    return typeof x === 'number' && typeof y === 'number' ? [{ name, x, y }] : [];
  });
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart margin={{ top: 24, right: 16, bottom: 20, left: 0 }} title={plot.title}>
        <CartesianGrid stroke="var(--border)" />
        <XAxis
          type="number"
          dataKey="x"
          {...AXIS}
          tickFormatter={plot.formatShort}
          tickMargin={8}
          minTickGap={36}
          label={{ value: along?.label ?? '', position: 'bottom', fill: 'var(--muted)', fontSize: 12 }}
        />
        <YAxis
          type="number"
          dataKey="y"
          {...AXIS}
          axisLine={false}
          tickFormatter={plot.formatShort}
          width="auto"
        />
        <Tooltip
          cursor={{ stroke: 'var(--border-strong)' }}
          content={({ active, payload }) => (
            <DotBox plot={plot} dot={active ? (payload?.[0]?.payload as Dot | undefined) : undefined} />
          )}
        />
        <Scatter
          data={dots}
          fill={hueOf(0)}
          fillOpacity={0.75}
          stroke="var(--surface)"
          isAnimationActive={motion}
          animationDuration={300}
        >
          {dots.length <= NAMED && (
            <LabelList dataKey="name" position="top" fill="var(--muted)" fontSize={12} />
          )}
        </Scatter>
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function DotBox({ plot, dot }: { plot: PlotProps; dot: Dot | undefined }) {
  if (!dot) return null;
  const [along, up] = plot.series;
  return (
    <div className="rounded-md border border-border bg-raised px-3 py-2 text-sm shadow-popup">
      <p className="mb-1 font-medium">{dot.name}</p>
      <p className="flex gap-4">
        <span className="text-muted">{along?.label}</span>
        <span className="ms-auto font-medium tabular-nums">{plot.format(dot.x)}</span>
      </p>
      <p className="flex gap-4">
        <span className="text-muted">{up?.label}</span>
        <span className="ms-auto font-medium tabular-nums">{plot.format(dot.y)}</span>
      </p>
    </div>
  );
}
