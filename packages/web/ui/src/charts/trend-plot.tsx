'use client';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { PlotProps } from './chart-frame.tsx';
import { AXIS, flatten, HoverBox, useMotion } from './plot-parts.tsx';
import { dashOf, hueOf } from './series.ts';

/** Lines by day; a single series is filled, several differ by hue and dash. */
export default function TrendPlot(plot: PlotProps) {
  const motion = useMotion();
  const single = plot.series.length === 1;
  const dot = plot.points.length === 1;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={flatten(plot)}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        title={plot.title}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis dataKey="x" {...AXIS} tickFormatter={plot.formatX} minTickGap={36} tickMargin={8} />
        <YAxis
          {...AXIS}
          axisLine={false}
          tickFormatter={plot.formatShort}
          width="auto"
          allowDecimals={false}
        />
        <Tooltip
          content={(props) => <HoverBox {...props} plot={plot} />}
          cursor={{ stroke: 'var(--border-strong)' }}
        />
        {plot.marks.map(({ x, text }, at) => (
          <ReferenceLine
            key={`${x} ${text}`}
            x={x}
            stroke="var(--border-strong)"
            strokeDasharray="3 3"
            label={{
              value: at + 1,
              position: 'insideTopLeft',
              fill: 'var(--muted)',
              fontSize: 11,
              fontWeight: 600,
            }}
          />
        ))}
        {plot.series.map((each, index) =>
          single ? (
            <Area
              key={each.id}
              dataKey="s0"
              type="linear"
              stroke={hueOf(0)}
              strokeWidth={2}
              fill={hueOf(0)}
              fillOpacity={0.12}
              isAnimationActive={motion}
              animationDuration={300}
              dot={dot}
            />
          ) : (
            <Line
              key={each.id}
              dataKey={`s${index}`}
              type="linear"
              stroke={hueOf(index)}
              strokeWidth={2}
              strokeDasharray={dashOf(index)}
              isAnimationActive={motion}
              animationDuration={300}
              dot={dot}
            />
          ),
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
