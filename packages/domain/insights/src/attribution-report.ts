import { type Credits, creditJourneys } from '@kolony/attribution';
import type { ReportModel } from '@kolony/attribution/schema';
import type { BrandScope } from '@kolony/identity/schema';
import { allocate } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { type ConvertingPath, convertingPaths, type JourneySlice, openPaths } from './journeys.ts';
import { type Asked, listedOf } from './question.ts';
import type { AttributionReport, AttributionRow } from './schema.ts';
import { flowsOf, stepsOf } from './ways.ts';

export type AttributionReportInput = Omit<JourneySlice, 'brandId'> &
  Pick<Asked, 'beside'> & {
    /** Display names by KOL id. */
    names: ReadonlyMap<string, string>;
  };

/** Ways that are shown; the models see all of them. */
const SHOWN = 20;
const MODELS = ['last_click', 'first_click', 'linear', 'position', 'markov', 'shapley'] as const;

/**
 * "Who brought whom?" The orders of the period and what they are worth, credited by every model over the same journeys,
 * beside what pay gave by each campaign's own model. Every column sums to the same orders and to the same value, to the
 * cent, but pay's, which leaves out what nobody was paid for. Highest by pay first.
 */
export async function attributionReport(
  { warehouse }: { warehouse: Warehouse },
  { brandId }: BrandScope,
  { names, ...input }: AttributionReportInput,
): Promise<AttributionReport> {
  const slice = { ...input, brandId };
  const [converting, open] = await Promise.all([
    convertingPaths(warehouse, slice),
    openPaths(warehouse, slice),
  ]);
  const journeys = [
    ...converting.map(({ path, conversions, value }) => ({ path, conversions, value, nulls: 0 })),
    ...open.map(({ path, nulls }) => ({ path, conversions: 0, value: 0, nulls })),
  ].map(({ path, ...rest }) => ({ touches: path.map((channel) => ({ channel, age: 0 })), ...rest }));
  const credits = new Map<ReportModel, Credits>([
    ...MODELS.map((model) => [model, creditJourneys(model, journeys)] as const),
    ['time_decay', byTimeDecay(converting)],
  ]);
  const paid = byPay(converting);
  const ways = journeys.map(({ conversions: orders, nulls, touches }) => ({
    path: touches.map(({ channel }) => channel),
    orders,
    open: nulls,
  }));
  const kols = [...new Set(journeys.flatMap(({ touches }) => touches.map(({ channel }) => channel)))];
  const orders = converting.reduce((sum, { conversions }) => sum + conversions, 0);
  return {
    currency: input.currency,
    period: input.period,
    timeZone: input.timeZone,
    windowDays: input.windowDays,
    measure: input.measure,
    orders,
    value: converting.reduce((sum, { value }) => sum + value, 0),
    openJourneys: open.reduce((sum, { nulls }) => sum + nulls, 0),
    kols: kols
      .map((kolId): AttributionRow => {
        const by = (model: ReportModel) => creditOf(credits.get(model), kolId);
        return {
          kolId,
          displayName: names.get(kolId) ?? kolId,
          paid: creditOf(paid, kolId),
          by: {
            last_click: by('last_click'),
            first_click: by('first_click'),
            linear: by('linear'),
            time_decay: by('time_decay'),
            position: by('position'),
            markov: by('markov'),
            shapley: by('shapley'),
          },
        };
      })
      .sort(
        (a, b) =>
          b.paid.value - a.paid.value ||
          b.by.shapley.value - a.by.shapley.value ||
          (a.kolId < b.kolId ? -1 : 1),
      ),
    paths: waysTaken(converting, open)
      .slice(0, listedOf(input, SHOWN))
      .map(({ path, ...rest }) => ({
        kolIds: path,
        kols: path.map((kolId) => names.get(kolId) ?? kolId),
        ...rest,
      })),
    flows: flowsOf(ways),
    steps: stepsOf(ways, names),
  };
}

function creditOf(credits: Credits | undefined, kolId: string) {
  const { conversions = 0, value = 0 } = credits?.get(kolId) ?? {};
  return { orders: conversions, value };
}

/** ClickHouse weighs each order by its own seconds; here the parts of minor units become whole ones. */
function byTimeDecay(converting: readonly ConvertingPath[]): Credits {
  const sums = sumPlaces(converting, ({ decayedOrders, decayedValue }) => [decayedOrders, decayedValue]);
  const whole = converting.reduce((sum, { value }) => sum + value, 0);
  return wholeUnits(sums, { whole, parts: 1e4 });
}

function byPay(converting: readonly ConvertingPath[]): Credits {
  const sums = sumPlaces(converting, ({ paidOrders, paidValue }) => [paidOrders, paidValue]);
  const inBp = [...sums.values()].reduce((sum, { value }) => sum + value, 0);
  const rounded = wholeUnits(sums, { whole: Math.round(inBp / 10_000), parts: 1 });
  return new Map(
    [...rounded].map(([kol, credit]) => [kol, { ...credit, conversions: credit.conversions / 10_000 }]),
  );
}

function sumPlaces(
  converting: readonly ConvertingPath[],
  of: (path: ConvertingPath) => [orders: readonly number[], value: readonly number[]],
) {
  const sums = new Map<string, { conversions: number; value: number }>();
  for (const row of converting) {
    const [orders, value] = of(row);
    for (const [place, kol] of row.path.entries()) {
      const sum = sums.get(kol) ?? { conversions: 0, value: 0 };
      sum.conversions += orders[place] ?? 0;
      sum.value += value[place] ?? 0;
      sums.set(kol, sum);
    }
  }
  return sums;
}

/** Values in proportion, in whole minor units that sum to `whole`. `parts`: how finely the given ones are told. */
function wholeUnits(
  sums: ReadonlyMap<string, { conversions: number; value: number }>,
  { whole, parts }: { whole: number; parts: number },
): Credits {
  const weights = [...sums.values()].map(({ value }) => Math.round(value * parts));
  if (weights.every((weight) => weight === 0)) return sums;
  const values = allocate(whole, weights);
  return new Map(
    [...sums].map(([kol, { conversions }], index) => [kol, { conversions, value: values[index] ?? 0 }]),
  );
}

function waysTaken(
  converting: readonly ConvertingPath[],
  open: readonly { path: string[]; nulls: number }[],
) {
  const rows = new Map<string, { path: string[]; conversions: number; value: number; nulls: number }>();
  for (const { path, conversions, value } of converting)
    rows.set(path.join('\n'), { path, conversions, value, nulls: 0 });
  for (const { path, nulls } of open) {
    const row = rows.get(path.join('\n')) ?? { path, conversions: 0, value: 0, nulls: 0 };
    rows.set(path.join('\n'), { ...row, nulls });
  }
  return [...rows.values()].sort(
    (a, b) => b.conversions - a.conversions || b.value - a.value || b.nulls - a.nulls,
  );
}
