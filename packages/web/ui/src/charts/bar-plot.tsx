'use client';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { PlotProps } from './chart-frame.tsx';
import { AXIS, flatten, HoverBox, useMotion } from './plot-parts.tsx';
import { hueOf } from './series.ts';

/** Bars over categories or days; several series stand side by side. */
export default function BarPlot(plot: PlotProps) {
  const motion = useMotion();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={flatten(plot)}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        barGap={2}
        title={plot.title}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis dataKey="x" {...AXIS} tickFormatter={plot.formatX} minTickGap={12} tickMargin={8} />
        <YAxis
          {...AXIS}
          axisLine={false}
          tickFormatter={plot.formatShort}
          width="auto"
          allowDecimals={false}
        />
        <Tooltip
          content={(props) => <HoverBox {...props} plot={plot} />}
          cursor={{ fill: 'var(--sunken)' }}
        />
        {plot.series.map((each, index) => (
          <Bar
            key={each.id}
            dataKey={`s${index}`}
            fill={hueOf(index)}
            radius={[3, 3, 0, 0]}
            maxBarSize={36}
            isAnimationActive={motion}
            animationDuration={300}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
