/** A trend at the size of a word. `summary` says it in words; no library is loaded for forty points. */
export function Sparkline({
  values,
  summary,
  width = 96,
  height = 24,
  max,
  fluid = false,
}: {
  values: readonly number[];
  summary: string;
  width?: number;
  height?: number;
  /** The top of a scale that several share; default the highest value. */
  max?: number;
  /** As wide as its place. */
  fluid?: boolean;
}) {
  const low = Math.min(...values, 0);
  const span = Math.max(max ?? Math.max(...values), 1) - low || 1;
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0;
  const path = values
    .map(
      (value, index) =>
        `${index === 0 ? 'M' : 'L'}${(2 + index * step).toFixed(1)} ${(height - 2 - ((value - low) / span) * (height - 4)).toFixed(1)}`,
    )
    .join('');
  return (
    <svg
      role="img"
      aria-label={summary}
      width={fluid ? '100%' : width}
      height={height}
      preserveAspectRatio={fluid ? 'none' : undefined}
      viewBox={`0 0 ${width} ${height}`}
      className="block max-w-full overflow-visible"
    >
      <title>{summary}</title>
      <path
        d={path}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth={1.75}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
