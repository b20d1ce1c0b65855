import { type AlertFacts, AlertMetric } from '../schema.ts';

/** What one campaign had on one day, by KOL. */
export interface CampaignDay {
  day: string;
  kols: ReadonlyMap<string, Record<AlertMetric, number>>;
}

/**
 * From this score on a day is unusual: the modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers,
 * ASQC 1993), |x − median| ÷ (1.4826 × MAD) > 3.5. Medians, so that one earlier outlier does not hide the next.
 */
const UNUSUAL = 3.5;
const MAD_TO_SIGMA = 1.4826;
/** Days with less behind them say nothing of what is usual. */
const LEAST_DAYS = 14;
/** Differences that nobody would act on. */
const LEAST_CHANGE: Record<AlertMetric, number> = { clicks: 50, orders: 5, refunds: 3 };

/** What of the last of these days is not like the days before it, with what moved it. Pure; days in order, none left out. */
export function findUnusual(days: readonly CampaignDay[]): { metric: AlertMetric; facts: AlertFacts }[] {
  const today = days.at(-1);
  const started = days.findIndex(({ kols }) => kols.size > 0);
  const before = days.slice(started, -1);
  if (!today || started < 0 || before.length < LEAST_DAYS) return [];
  return AlertMetric.options.flatMap((metric) => {
    const history = before.map((day) => sumOf(day, metric));
    const usual = median(history);
    const value = sumOf(today, metric);
    // A count of n is √n uncertain by itself, however evenly the days before went.
    const spread = Math.max(
      MAD_TO_SIGMA * median(history.map((one) => Math.abs(one - usual))),
      Math.sqrt(usual),
      1,
    );
    const change = value - usual;
    if (Math.abs(change) < LEAST_CHANGE[metric] || Math.abs(change) / spread <= UNUSUAL) return [];
    const facts: AlertFacts = {
      value,
      usual: Math.round(usual),
      spread: Math.round(spread),
      days: before.length,
      cause: metric === 'orders' ? causeOf(before, today) : null,
      kol: moverOf(before, { today, metric, change }),
    };
    return [{ metric, facts }];
  });
}

/**
 * Whether there were fewer (more) clicks, or fewer (more) of them ordered: the change of orders = change of clicks × mean
 * conversion + change of conversion × mean clicks; the larger part is the cause.
 */
function causeOf(before: readonly CampaignDay[], today: CampaignDay): AlertFacts['cause'] {
  const usual = (metric: AlertMetric) => median(before.map((day) => sumOf(day, metric)));
  const [clicksThen, clicksNow] = [usual('clicks'), sumOf(today, 'clicks')];
  const [ordersThen, ordersNow] = [usual('orders'), sumOf(today, 'orders')];
  const rate = (orders: number, clicks: number) => (clicks > 0 ? orders / clicks : 0);
  const [rateThen, rateNow] = [rate(ordersThen, clicksThen), rate(ordersNow, clicksNow)];
  const byClicks = ((clicksNow - clicksThen) * (rateThen + rateNow)) / 2;
  const byConversion = ((rateNow - rateThen) * (clicksThen + clicksNow)) / 2;
  return Math.abs(byClicks) >= Math.abs(byConversion) ? 'clicks' : 'conversion';
}

/** The KOL who moved most in the change's direction, when that is half of it or more. */
function moverOf(
  before: readonly CampaignDay[],
  { today, metric, change }: { today: CampaignDay; metric: AlertMetric; change: number },
): AlertFacts['kol'] {
  const kolIds = new Set([...before, today].flatMap(({ kols }) => [...kols.keys()]));
  const moved = [...kolIds]
    .map((kolId) => ({
      kolId,
      value: today.kols.get(kolId)?.[metric] ?? 0,
      usual: median(before.map(({ kols }) => kols.get(kolId)?.[metric] ?? 0)),
    }))
    .sort(
      (a, b) => (b.value - b.usual - (a.value - a.usual)) * Math.sign(change) || (a.kolId < b.kolId ? -1 : 1),
    );
  const [most] = moved;
  if (!most || (most.value - most.usual) / change < 0.5) return null;
  return { ...most, usual: Math.round(most.usual) };
}

function sumOf({ kols }: CampaignDay, metric: AlertMetric): number {
  return [...kols.values()].reduce((sum, counts) => sum + counts[metric], 0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
