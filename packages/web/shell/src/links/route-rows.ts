import type { Device, Link, LinkRoute, Platform } from '@kolony/links/schema';

const DEVICES: readonly Device[] = ['mobile', 'tablet', 'desktop'];
const PLATFORMS: readonly Platform[] = ['ios', 'android', 'harmony'];
/** Whom a route of the editor is for: a share of everybody, a device, a system, or countries. */
export const ROUTE_KINDS = ['share', ...DEVICES, ...PLATFORMS, 'countries'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** A route as the editor shows it. */
export interface RouteRow {
  kind: RouteKind;
  destination: string;
  /** Of all visitors, in percent; for `share`. */
  percent: number;
  /** ISO 3166-1 codes; for `countries`. */
  countries: string;
  /** Made elsewhere with more conditions than the editor has; stays as it is. */
  kept?: LinkRoute;
}

/** The link's own destination among routes that share visitors. */
const OWN = 'own';

/** Routes for the editor. */
export function rowsOf({ routes }: Pick<Link, 'routes'>): RouteRow[] {
  const shared = routes.filter(isShare);
  const total = shared.reduce((sum, { weight }) => sum + weight, 0);
  return routes
    .filter((route) => route.name !== OWN)
    .map((route): RouteRow => {
      const { destination, devices, platforms, countries, weight } = route;
      const row = { destination, percent: 50, countries: '' };
      if (isShare(route)) return { ...row, kind: 'share', percent: Math.round((weight / total) * 100) };
      const kinds = [...(devices ?? []), ...(platforms ?? [])];
      const [kind] = kinds;
      if (countries && kinds.length === 0)
        return { ...row, kind: 'countries', countries: countries.join(' ') };
      const known = ROUTE_KINDS.find((one) => one === kind);
      return kinds.length === 1 && known && !countries
        ? { ...row, kind: known }
        : { ...row, kind: 'share', kept: route };
    });
}

/** What the editor says, as routes; what is left of the shares is the link's own destination's. */
export function routesOf(rows: readonly RouteRow[], destination: string): LinkRoute[] {
  const names = new Map<string, number>();
  const nameOf = (kind: string) => {
    const n = (names.get(kind) ?? 0) + 1;
    names.set(kind, n);
    return n === 1 ? kind : `${kind}-${n}`;
  };
  const routes = rows.map((row): LinkRoute => {
    if (row.kept) return row.kept;
    const route = { name: nameOf(row.kind), destination: row.destination, weight: 1 };
    if (row.kind === 'share') return { ...route, weight: row.percent };
    if (row.kind === 'countries')
      return {
        ...route,
        countries: row.countries
          .toUpperCase()
          .split(/[^A-Z]+/)
          .filter(Boolean),
      };
    const device = DEVICES.find((one) => one === row.kind);
    const platform = PLATFORMS.find((one) => one === row.kind);
    return {
      ...route,
      ...(device ? { devices: [device] } : {}),
      ...(platform ? { platforms: [platform] } : {}),
    };
  });
  const shared = rows.filter((row) => row.kind === 'share' && !row.kept);
  if (shared.length === 0) return routes;
  const rest = 100 - shared.reduce((sum, { percent }) => sum + percent, 0);
  return rest === 0 ? routes : [...routes, { name: OWN, destination, weight: rest }];
}

const isShare = ({ devices, platforms, countries }: LinkRoute) => !devices && !platforms && !countries;
