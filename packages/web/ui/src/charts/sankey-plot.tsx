'use client';
import { ResponsiveContainer, Sankey, Tooltip } from 'recharts';
import type { PlotProps } from './chart-frame.tsx';
import { hueOf } from './series.ts';

export interface Place {
  id: string;
  label: string;
  /** Said before the label where the picture is not seen ("2."); places of one column have the same. */
  column?: string;
  /** Places of one kind have one hue. */
  hue: number;
}

export interface Flow {
  from: string;
  to: string;
  value: number;
}

/** Names are written on the drawing, so hues only help. */
export default function SankeyPlot({
  title,
  places,
  flows,
  format,
}: PlotProps & { places: readonly Place[]; flows: readonly Flow[] }) {
  const used = places.filter(({ id }) => flows.some(({ from, to }) => from === id || to === id));
  const at = new Map(used.map(({ id }, index) => [id, index]));
  return (
    // On a phone the names need more than its width: the drawing scrolls, the page does not.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it by the arrow keys.
    <section className="h-full overflow-x-auto" aria-label={title} tabIndex={0}>
      <div className="h-full min-w-160">
        <ResponsiveContainer width="100%" height="100%">
          <Sankey
            data={{
              nodes: used.map(({ label, hue }) => ({ name: label, hue })),
              links: flows.map(({ from, to, value }) => ({
                source: at.get(from) ?? 0,
                target: at.get(to) ?? 0,
                value,
              })),
            }}
            align="left"
            nodePadding={14}
            nodeWidth={10}
            iterations={64}
            margin={{ top: 8, right: 96, bottom: 8, left: 4 }}
            link={{ stroke: 'var(--border-strong)', strokeOpacity: 0.35 }}
            node={({ x, y, width, height, payload }) => (
              <g>
                <rect
                  x={x}
                  y={y}
                  width={width}
                  height={Math.max(height, 1)}
                  rx={2}
                  fill={hueOf(Number(Reflect.get(payload, 'hue') ?? 0))}
                />
                <text
                  x={x + width + 6}
                  y={y + height / 2}
                  dy="0.32em"
                  fontSize={12}
                  fill="var(--text)"
                  paintOrder="stroke"
                  stroke="var(--surface)"
                  strokeWidth={3}
                >
                  {shortened(payload.name)} {format(payload.value)}
                </text>
              </g>
            )}
          >
            <Tooltip
              content={({ active, payload }) => {
                const [entry] = payload ?? [];
                if (!active || !entry || typeof entry.value !== 'number') return null;
                return (
                  <div className="rounded-md border border-border bg-raised px-3 py-2 text-sm shadow-popup">
                    <p className="font-medium">{String(entry.name).replace(' - ', ' → ')}</p>
                    <p className="tabular-nums">{format(entry.value)}</p>
                  </div>
                );
              }}
            />
          </Sankey>
        </ResponsiveContainer>
      </div>
    </section>
  );
}

const LONGEST_NAME = 12;
const shortened = (name: string) =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
