import type { JourneyFlow, KolStep } from './schema.ts';
import { DRAWN_TOUCHES } from './shapes/journeys.ts';

/** Journeys that took the same way, oldest touch first. */
export interface Way {
  path: readonly string[];
  /** Journeys that ended in an order, and those that have not. */
  orders: number;
  open: number;
}

/** KOLs with a band of their own in the picture, and KOLs who can be explored. */
const DRAWN_KOLS = 8;
const EXPLORED = 100;
const NEIGHBOURS = 5;

/** The journeys as flows between places. What leaves the first places is every journey; nothing is lost on the way. */
export function flowsOf(ways: readonly Way[]): JourneyFlow[] {
  const drawn = new Set(byJourneys(ways).slice(0, DRAWN_KOLS));
  const flows = new Map<string, JourneyFlow>();
  const add = ([from, to]: [string, string], one: { orders: number; open: number }) => {
    if (one.orders + one.open === 0) return;
    const flow = flows.get(`${from}\n${to}`) ?? { from, to, orders: 0, open: 0 };
    flow.orders += one.orders;
    flow.open += one.open;
    flows.set(`${from}\n${to}`, flow);
  };
  for (const { path, orders, open } of ways) {
    const places = path
      .slice(0, DRAWN_TOUCHES)
      .map((kolId, at) => `${at + 1}:${drawn.has(kolId) ? kolId : 'others'}`);
    for (const [at, place] of places.entries()) {
      const next = places[at + 1];
      if (next) add([place, next], { orders, open });
      else {
        add([place, 'order'], { orders, open: 0 });
        add([place, 'none'], { orders: 0, open });
      }
    }
  }
  return [...flows.values()].sort(
    (a, b) => b.orders - a.orders || b.open - a.open || (a.from + a.to < b.from + b.to ? -1 : 1),
  );
}

/** KOLs by how many journeys touched them. */
function byJourneys(ways: readonly Way[]): string[] {
  const journeys = new Map<string, { orders: number; all: number }>();
  for (const { path, orders, open } of ways)
    for (const kolId of new Set(path)) {
      const sum = journeys.get(kolId) ?? { orders: 0, all: 0 };
      journeys.set(kolId, { orders: sum.orders + orders, all: sum.all + orders + open });
    }
  return [...journeys]
    .sort(([a, one], [b, other]) => other.orders - one.orders || other.all - one.all || (a < b ? -1 : 1))
    .map(([kolId]) => kolId);
}

/** Every KOL's place in the journeys: what came before and after it, and what it did for orders. Most orders first. */
export function stepsOf(ways: readonly Way[], names: ReadonlyMap<string, string>): KolStep[] {
  const nameOf = (kolId: string) => names.get(kolId) ?? kolId;
  const kols = byJourneys(ways).slice(0, EXPLORED);
  const steps = new Map(kols.map((kolId) => [kolId, emptyStep()]));
  for (const way of ways)
    for (const kolId of new Set(way.path)) {
      const step = steps.get(kolId);
      if (step) countWay(step, { way, kolId });
    }
  return [...steps].map(([kolId, { before, after, ...counts }]) => ({
    kolId,
    displayName: nameOf(kolId),
    ...counts,
    before: mostOf(before, nameOf),
    after: mostOf(after, nameOf),
  }));
}

type Counted = Omit<KolStep, 'kolId' | 'displayName' | 'before' | 'after'> & {
  before: Map<string, number>;
  after: Map<string, number>;
};

const emptyStep = (): Counted => ({
  journeys: 0,
  orders: 0,
  opened: 0,
  assisted: 0,
  closed: 0,
  alone: 0,
  before: new Map(),
  after: new Map(),
});

function countWay(step: Counted, { way, kolId }: { way: Way; kolId: string }): void {
  const { path, orders, open } = way;
  const alone = path.every((one) => one === kolId);
  step.journeys += orders + open;
  step.orders += orders;
  if (path[0] === kolId) step.opened += orders;
  if (path.slice(1, -1).includes(kolId)) step.assisted += orders;
  if (path.at(-1) === kolId) step.closed += orders;
  if (alone) step.alone += orders;
  const [before, after] = [new Set<string>(), new Set<string>()];
  for (const [at, one] of path.entries()) {
    if (one !== kolId) continue;
    const [previous, next] = [path[at - 1], path[at + 1]];
    if (previous !== undefined && previous !== kolId) before.add(previous);
    if (next !== undefined && next !== kolId) after.add(next);
  }
  for (const one of before) step.before.set(one, (step.before.get(one) ?? 0) + orders + open);
  for (const one of after) step.after.set(one, (step.after.get(one) ?? 0) + orders + open);
}

function mostOf(neighbours: ReadonlyMap<string, number>, nameOf: (kolId: string) => string) {
  return [...neighbours]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, NEIGHBOURS)
    .map(([kolId, journeys]) => ({ kolId, displayName: nameOf(kolId), journeys }));
}
