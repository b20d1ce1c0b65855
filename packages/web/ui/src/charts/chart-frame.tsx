'use client';
import { ChartLine, Download, ImageDown, Table2 } from 'lucide-react';
import { type ComponentType, Suspense, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '../button.tsx';
import { download, toCsv } from '../csv.ts';
import { formatDay } from '../format.ts';
import { Skeleton } from '../states.tsx';
import { Table } from '../table.tsx';
import { useUi } from '../ui-provider.tsx';
import { pictureOf } from './picture.ts';
import { type ChartProps, hueOf } from './series.ts';

export type PlotProps = Required<
  Pick<ChartProps, 'series' | 'points' | 'format' | 'formatShort' | 'formatX' | 'title' | 'marks'>
>;

/**
 * What every chart has around its drawing: a title, its sentence, a legend, the table behind it and a download.
 * The drawing's code is fetched when the frame comes near the window; its place is reserved, so nothing moves.
 */
export function ChartFrame({
  Plot,
  legend = true,
  fit = false,
  ...chart
}: ChartProps & {
  Plot: ComponentType<PlotProps>;
  /** False where the drawing names its parts itself. */
  legend?: boolean;
  /** As high as the drawing, `height` at least. */
  fit?: boolean;
}) {
  const { words, locale } = useUi();
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  const [near, setNear] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const height = chart.height ?? 240;
  const Heading = chart.level === 3 ? 'h3' : 'h2';
  const formatX = chart.formatX ?? ((x: string) => (/^\d{4}-\d\d-\d\d$/.test(x) ? formatDay(x, locale) : x));

  useEffect(() => {
    if (!frame.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '200px' },
    );
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);

  const marks = (chart.marks ?? []).filter(({ x }) => chart.points.some((point) => point.x === x));

  const save = () => {
    const value = (n: number | null | undefined) =>
      n === null || n === undefined ? null : (chart.csvValue?.(n) ?? n);
    const rows = chart.points.map((point) => [
      point.x,
      ...chart.series.map((each) => value(point.values[each.id])),
    ]);
    download(
      `${chart.fileName ?? chart.title}.csv`,
      toCsv([chart.xLabel, ...chart.series.map((each) => each.label)], rows),
    );
  };

  const savePicture = async () => {
    if (frame.current) download(`${chart.fileName ?? chart.title}.png`, await pictureOf(frame.current));
  };

  return (
    <figure
      ref={frame}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-summary`}
      className="min-w-0"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <figcaption className="min-w-0 flex-1">
          <Heading id={`${id}-title`} className="font-semibold">
            {chart.title}
          </Heading>
          <p id={`${id}-summary`} className="mt-0.5 text-sm text-muted">
            {chart.summary}
          </p>
        </figcaption>
        <div className="flex items-center gap-1" data-picture="without">
          {chart.actions}
          <IconButton
            size="sm"
            label={asTable ? words.showChart : words.showTable}
            icon={
              asTable ? (
                <ChartLine aria-hidden className="size-4" />
              ) : (
                <Table2 aria-hidden className="size-4" />
              )
            }
            onClick={() => setAsTable(!asTable)}
          />
          <IconButton
            size="sm"
            label={words.downloadCsv}
            icon={<Download aria-hidden className="size-4" />}
            onClick={save}
          />
          <IconButton
            size="sm"
            label={words.downloadPicture}
            icon={<ImageDown aria-hidden className="size-4" />}
            onClick={savePicture}
          />
        </div>
      </div>
      {legend && chart.series.length > 1 && (
        <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {chart.series.map((each, index) => (
            <li key={each.id} className="flex items-center gap-1.5">
              <span aria-hidden className="h-2 w-3.5 rounded-sm" style={{ background: hueOf(index) }} />
              {each.label}
            </li>
          ))}
        </ul>
      )}
      {asTable ? (
        <div
          className="mt-3 overflow-y-auto rounded-md border border-border"
          style={{ maxHeight: Math.max(height, 240) }}
        >
          <Table
            caption={chart.title}
            columns={[
              { id: 'x', header: chart.xLabel, cell: (point) => formatX(point.x), primary: true },
              ...chart.series.map((each) => ({
                id: `v-${each.id}`,
                header: each.label,
                numeric: true,
                cell: (point: ChartProps['points'][number]) => {
                  const value = point.values[each.id];
                  return value === null || value === undefined ? '–' : chart.format(value);
                },
              })),
            ]}
            rows={chart.points}
            rowKey={(point) => point.x}
          />
        </div>
      ) : (
        <div className="mt-3" style={fit ? { minHeight: height } : { height }}>
          {near ? (
            <Suspense fallback={<Skeleton className="h-full w-full" />}>
              <Plot
                title={chart.title}
                series={chart.series}
                points={chart.points}
                format={chart.format}
                formatShort={chart.formatShort ?? chart.format}
                formatX={formatX}
                marks={marks}
              />
            </Suspense>
          ) : (
            <Skeleton className="h-full w-full" />
          )}
        </div>
      )}
      {marks.length > 0 && (
        <ol className="mt-3 space-y-1 text-sm" aria-label={words.marks}>
          {marks.map(({ x, text }, at) => (
            <li key={`${x} ${text}`} className="flex gap-2">
              <span
                aria-hidden
                className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full bg-raised text-[10px] font-semibold text-muted ring-1 ring-border-strong"
              >
                {at + 1}
              </span>
              <span className="shrink-0 text-muted">{formatX(x)}</span>
              <span className="min-w-0 break-words">{text}</span>
            </li>
          ))}
        </ol>
      )}
    </figure>
  );
}
