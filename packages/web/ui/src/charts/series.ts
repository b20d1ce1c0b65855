/** Six hues in the order that stays distinct for colour-blind eyes, with dashes so that lines differ without colour. */
const HUES = [
  'var(--chart-1)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
  'var(--chart-6)',
];
const DASHES = ['', '6 3', '2 3', '10 3 2 3', '12 4', '1 4'];

export interface Series {
  id: string;
  label: string;
}

/** One place on the axis: a day (`YYYY-MM-DD`) or a category, with a number per series id; null is a gap. */
export interface Point {
  x: string;
  values: Readonly<Record<string, number | null>>;
}

/** Something said of one day, drawn as a numbered line and listed under the chart. */
export interface Mark {
  x: string;
  text: string;
}

export interface ChartProps {
  title: string;
  /** One sentence that says what the chart shows, with its figures: it is read instead of the picture. */
  summary: string;
  series: readonly Series[];
  points: readonly Point[];
  /** How a value is written on axis, tooltip and table. */
  format: (value: number) => string;
  /** The axis may be shorter ("1.2万"); default `format`. */
  formatShort?: (value: number) => string;
  /** How a value is written into the file, so that minor units become decimals; default the number. */
  csvValue?: (value: number) => string | number;
  /** Default: days are written in the reader's language, the rest as it is. */
  formatX?: (x: string) => string;
  /** Of its title; 3 under a title of its card. */
  level?: 2 | 3;
  /** Header of the first column of table and file. */
  xLabel: string;
  /** Pixels; reserved before the chart is loaded. */
  height?: number;
  fileName?: string;
  /** Only where `x` are days; those outside of the points are not shown. */
  marks?: readonly Mark[];
  actions?: React.ReactNode;
}

export function hueOf(index: number): string {
  return HUES[index % HUES.length] ?? 'var(--chart-1)';
}

export function dashOf(index: number): string {
  return DASHES[index % DASHES.length] ?? '';
}
