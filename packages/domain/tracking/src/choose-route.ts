import type { LinkRoute, ResolvedLink } from '@kolony/links/schema';
import type { Visit } from './visit.ts';

/**
 * The route a visit takes, null for the link's own destination. A route with a condition goes before one without; among
 * several a visitor always gets the same one, in the long run by weight.
 */
export function chooseRoute({ no, routes }: ResolvedLink, visit: Visit): LinkRoute | null {
  if (routes.length === 0) return null;
  const open = routes.filter((route) => holds(route, visit));
  const aimed = open.filter(({ devices, platforms, countries }) => devices ?? platforms ?? countries);
  return byWeight(aimed.length > 0 ? aimed : open, `${no}:${visit.visitor}`);
}

function holds(route: LinkRoute, { agent, country }: Visit): boolean {
  const { devices, platforms, countries } = route;
  return (
    (!devices || (agent.device !== 'bot' && devices.includes(agent.device))) &&
    (!platforms || platforms.includes(agent.platform)) &&
    (!countries || countries.includes(country))
  );
}

function byWeight(routes: readonly LinkRoute[], key: string): LinkRoute | null {
  const total = routes.reduce((sum, { weight }) => sum + weight, 0);
  let left = total === 0 ? 0 : fnv1a(key) % total;
  for (const route of routes) {
    if (left < route.weight) return route;
    left -= route.weight;
  }
  return null;
}

/** FNV-1a, 32 bits, with a last mix: spreads visitors evenly, and is no secret. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
