import type { SystemScope } from '@kolony/identity/schema';
import { after, DAY, HOUR, SECOND } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { instant } from './instant.ts';
import { readLandings } from './read-landings.ts';
import type { ClickSignals, OrderToCheck } from './schema.ts';

export interface SignalDeps {
  warehouse: Warehouse;
  /** The host under which KOLs see their own links: who comes from there is the KOL. */
  portalHost: string;
}

const Click = z.object({
  brand_id: z.string(),
  click_id: z.string(),
  kind: z.string(),
  visitor: z.string(),
  network_hash: z.string(),
  link_id: z.string(),
});
type Click = z.infer<typeof Click>;

const NO_CLICK: ClickSignals = {
  kind: null,
  ownDevice: false,
  visitorClicks: 0,
  networkClicks: 0,
  cartBefore: null,
  landing: null,
};

/**
 * The clicks and pages around orders, by conversion. An order whose click is not in ClickHouse has `kind: null`: the
 * spool may still bring it. Throws `warehouse/unavailable`: nothing is judged by half of what there is to know.
 */
export async function readSignals(
  deps: SignalDeps,
  _scope: SystemScope,
  orders: readonly OrderToCheck[],
): Promise<Map<string, ClickSignals>> {
  const byClick = orders.filter(({ click }) => click !== null);
  const clicks = await winningClicks(deps, byClick);
  const known = byClick.filter(({ click }) => clicks.has(click?.clickId ?? ''));
  const [busy, own, carts, landings] = await Promise.all([
    clicksBefore(deps, known, clicks),
    ownDevices(deps, known, clicks),
    cartsBefore(deps, known),
    readLandings(deps, known),
  ]);
  return new Map(
    orders.map(({ conversionId, click, kolId }) => {
      const stored = clicks.get(click?.clickId ?? '');
      if (!click || !stored) return [conversionId, NO_CLICK];
      return [
        conversionId,
        {
          kind: stored.kind,
          ownDevice: own.has(`${kolId} ${stored.visitor}`),
          ...(busy.get(conversionId) ?? { visitorClicks: 0, networkClicks: 0 }),
          cartBefore: carts.get(conversionId) ?? null,
          landing: landings.get(conversionId) ?? null,
        },
      ];
    }),
  );
}

/** By the instant that the token names: the sort key finds the granule. */
async function winningClicks(
  { warehouse }: SignalDeps,
  orders: readonly OrderToCheck[],
): Promise<Map<string, Click>> {
  if (orders.length === 0) return new Map();
  const rows = await warehouse.query({
    name: 'order-check.clicks',
    sql: `
      SELECT brand_id, click_id, kind, visitor, network_hash, link_id FROM clicks
      WHERE brand_id IN {brands:Array(String)} AND campaign_id IN {campaigns:Array(String)}
        AND at IN {instants:Array(DateTime64(3, 'UTC'))} AND click_id IN {clicks:Array(String)}`,
    params: {
      brands: distinct(orders.map(({ brandId }) => brandId)),
      campaigns: distinct(orders.map(({ campaignId }) => campaignId)),
      instants: distinct(orders.flatMap(({ click }) => (click ? instant(click.at) : []))),
      clicks: distinct(orders.flatMap(({ click }) => click?.clickId ?? [])),
    },
    row: Click,
  });
  // A token of another brand's order says nothing here.
  const owners = new Map(orders.map(({ brandId, click }) => [click?.clickId ?? '', brandId]));
  return new Map(
    rows.filter((row) => owners.get(row.click_id) === row.brand_id).map((row) => [row.click_id, row]),
  );
}

const Before = z.object({
  brand_id: z.string(),
  visitor: z.string(),
  network_hash: z.string(),
  at_ms: z.coerce.number(),
});
/** More than any threshold; a flood need not be counted to its end. */
const MOST = 20_000;

/** How often the winning click's visitor and network clicked on the brand's links in the hour up to it. */
async function clicksBefore(
  { warehouse }: SignalDeps,
  orders: readonly OrderToCheck[],
  clicks: ReadonlyMap<string, Click>,
) {
  const busy = new Map<string, Pick<ClickSignals, 'visitorClicks' | 'networkClicks'>>();
  // One question per brand and hour: of an old click, only its own hour is read.
  const groups = Map.groupBy(
    orders.flatMap((order) => (order.click ? { order, at: order.click.at } : [])),
    ({ order, at }) => `${order.brandId} ${Math.floor(at.getTime() / HOUR)}`,
  );
  async function readGroup(group: readonly { order: OrderToCheck; at: Date }[]): Promise<void> {
    const instants = group.map(({ at }) => at.getTime());
    const stored = group.flatMap(({ order }) => clicks.get(order.click?.clickId ?? '') ?? []);
    const brandId = group[0]?.order.brandId ?? '';
    const rows = await warehouse.query({
      name: 'order-check.flood',
      brandId,
      sql: `
        SELECT brand_id, visitor, network_hash, toUnixTimestamp64Milli(at) AS at_ms FROM clicks
        WHERE brand_id = {brand:String} AND at > {from:DateTime64(3, 'UTC')} AND at <= {to:DateTime64(3, 'UTC')}
          AND counted
          AND ((visitor != '' AND visitor IN {visitors:Array(String)})
            OR (network_hash != '' AND network_hash IN {networks:Array(String)}))
        LIMIT ${MOST}`,
      params: {
        brand: brandId,
        from: instant(new Date(Math.min(...instants) - HOUR)),
        to: instant(new Date(Math.max(...instants))),
        visitors: distinct(stored.map(({ visitor }) => visitor)),
        networks: distinct(stored.map(({ network_hash }) => network_hash)),
      },
      row: Before,
    });
    for (const { order, at } of group) {
      const click = clicks.get(order.click?.clickId ?? '');
      const until = at.getTime();
      const within = rows.filter((row) => row.at_ms > until - HOUR && row.at_ms <= until);
      const count = (of: 'visitor' | 'network_hash') =>
        click?.[of] ? within.filter((row) => row[of] === click[of]).length : 0;
      busy.set(order.conversionId, {
        visitorClicks: count('visitor'),
        networkClicks: count('network_hash'),
      });
    }
  }
  await Promise.all([...groups.values()].map(readGroup));
  return busy;
}

const Own = z.object({ kol_id: z.string(), visitor: z.string() });

/** `kol visitor` of the visitors who ever opened the KOL's link from the portal, in the last month. */
async function ownDevices(
  { warehouse, portalHost }: SignalDeps,
  orders: readonly OrderToCheck[],
  clicks: ReadonlyMap<string, Click>,
): Promise<Set<string>> {
  const visitors = distinct(orders.flatMap(({ click }) => clicks.get(click?.clickId ?? '')?.visitor || []));
  if (visitors.length === 0) return new Set();
  const latest = Math.max(...orders.map(({ at }) => at.getTime()));
  const rows = await warehouse.query({
    name: 'order-check.own',
    sql: `
      SELECT DISTINCT kol_id, visitor FROM clicks
      WHERE kol_id IN {kols:Array(String)} AND visitor IN {visitors:Array(String)}
        AND referrer_host = {portal:String} AND at > {from:DateTime64(3, 'UTC')}`,
    params: {
      kols: distinct(orders.map(({ kolId }) => kolId)),
      visitors,
      portal: portalHost,
      from: instant(after(new Date(latest), -30 * DAY)),
    },
    row: Own,
  });
  return new Set(rows.map(({ kol_id, visitor }) => `${kol_id} ${visitor}`));
}

const Cart = z.object({ touches: z.array(z.string()), at_ms: z.coerce.number() });

/** Seconds from the last cart that an earlier KOL's visitor filled to the winning click. */
async function cartsBefore(
  { warehouse }: SignalDeps,
  orders: readonly OrderToCheck[],
): Promise<Map<string, number>> {
  const late = orders.flatMap((order) =>
    order.earlierClicks.length > 0 && order.click ? { order, at: order.click.at } : [],
  );
  if (late.length === 0) return new Map();
  const instants = late.map(({ at }) => at.getTime());
  const rows = await warehouse.query({
    name: 'order-check.carts',
    sql: `
      SELECT touches, toUnixTimestamp64Milli(at) AS at_ms FROM site_events
      WHERE brand_id IN {brands:Array(String)} AND event = 'cart' AND counted
        AND at > {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND hasAny(touches, {clicks:Array(String)})
      LIMIT ${MOST}`,
    params: {
      brands: distinct(late.map(({ order }) => order.brandId)),
      from: instant(new Date(Math.min(...instants) - DAY)),
      to: instant(new Date(Math.max(...instants))),
      clicks: distinct(late.flatMap(({ order }) => [...order.earlierClicks])),
    },
    row: Cart,
  });
  return new Map(
    late.flatMap(({ order, at }): [string, number][] => {
      const until = at.getTime();
      const carts = rows.filter(
        (row) =>
          row.at_ms < until &&
          row.at_ms > until - DAY &&
          row.touches.some((touch) => order.earlierClicks.includes(touch)),
      );
      if (carts.length === 0) return [];
      const last = Math.max(...carts.map(({ at_ms }) => at_ms));
      return [[order.conversionId, Math.max(1, Math.round((until - last) / SECOND))]];
    }),
  );
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
