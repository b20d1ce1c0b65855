import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { type Currency, DAY, dayIn, plusDays } from '@kolony/kernel';
import type { Slice } from './figures.ts';
import type { AskedPeriod, Compare, Period } from './schema.ts';

/** A question whose days have names: what every report is computed from. */
export interface Asked {
  campaignId?: string | undefined;
  kolId?: string | undefined;
  currency: Currency;
  period: Period;
  timeZone: string;
  /** Read to stand beside other days: of every list all rows, for those that are listed there need not come first here. */
  beside?: boolean | undefined;
}

/** How many rows a list has: `usual`, or all. */
export const listedOf = ({ beside }: Pick<Asked, 'beside'>, usual: number): number =>
  beside ? Number.POSITIVE_INFINITY : usual;

/** `days` ends today, in the question's time zone, the workspace's when it names none. */
export function resolveQuestion<
  Q extends { period: AskedPeriod; timeZone?: string | undefined; compare?: Compare },
>(question: Q, { now, timeZone: usual }: { now: Date; timeZone: string }) {
  const timeZone = question.timeZone ?? usual;
  const period = resolvePeriod(question.period, { now, timeZone });
  return { ...question, timeZone, period, before: comparedWith(period, question.compare ?? 'none') };
}

function resolvePeriod(asked: AskedPeriod, { now, timeZone }: { now: Date; timeZone: string }): Period {
  if ('from' in asked) return asked;
  const to = dayIn(timeZone, now);
  return { from: plusDays(to, 1 - asked.days), to };
}

/** Calendar days, so that neither a leap day nor a clock change makes one period longer than the other. */
export function comparedWith({ from, to }: Period, compare: Compare): Period | null {
  if (compare === 'none') return null;
  if (compare === 'year') return { from: yearBefore(from), to: yearBefore(to) };
  const length = (Date.parse(to) - Date.parse(from)) / DAY + 1;
  return { from: plusDays(from, -length), to: plusDays(from, -1) };
}

/** The 29th of February is compared with the 28th. */
function yearBefore(day: string): string {
  const [year = '', month, date] = day.split('-');
  return `${Number(year) - 1}-${month}-${month === '02' && date === '29' ? '28' : date}`;
}

/** The rows of a brand that a question is about, in its own period or in the one it is compared with. */
export function brandSlice(
  name: string,
  { brandId }: BrandScope,
  {
    campaignId,
    kolId,
    currency,
    timeZone,
    period,
  }: Pick<Asked, 'campaignId' | 'kolId' | 'currency' | 'timeZone' | 'period'>,
): Slice {
  return {
    name,
    brandId,
    where: [
      'brand_id = {brandId:String}',
      ...(campaignId === undefined ? [] : ['campaign_id = {campaignId:String}']),
      ...(kolId === undefined ? [] : ['kol_id = {kolId:String}']),
    ].join(' AND '),
    params: {
      brandId,
      ...(campaignId === undefined ? {} : { campaignId }),
      ...(kolId === undefined ? {} : { kolId }),
    },
    period,
    currency,
    timeZone,
  };
}

type Sliced = Pick<Asked, 'campaignId' | 'kolId' | 'currency' | 'timeZone' | 'period'>;

/** The same for whoever asks: a KOL's slice is what came through its own links and codes, whoever's brand it is. */
export function sliceOf(name: string, scope: BrandScope | KolScope, asked: Sliced): Slice {
  if ('brandId' in scope) return brandSlice(name, scope, asked);
  const { campaignId, currency, timeZone, period } = asked;
  return {
    name,
    where: `kol_id = {kolId:String}${campaignId === undefined ? '' : ' AND campaign_id = {campaignId:String}'}`,
    params: { kolId: scope.kolId, ...(campaignId === undefined ? {} : { campaignId }) },
    period,
    currency,
    timeZone,
  };
}

/** The parameters of a slice's query, with those of `inPeriod`. */
export function paramsOf({ params, currency, timeZone, period }: Slice): Record<string, unknown> {
  return { ...params, currency, timeZone, from: period.from, to: period.to };
}
