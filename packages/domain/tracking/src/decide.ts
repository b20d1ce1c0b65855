import type { ResolvedLink } from '@kolony/links/schema';
import type { Agent } from './agent.ts';

/** What matters of a request. */
export interface Visit {
  method: 'GET' | 'HEAD';
  agent: Agent;
  /** Browsers say so in Sec-Purpose, Purpose or X-Moz when nobody has clicked yet. */
  prefetch: boolean;
}

type ClickKind = 'click' | 'head' | 'prefetch' | 'bot';

type NotEarning = 'paused' | 'expired' | 'campaign_not_live' | 'deal_not_active';

export type Verdict =
  /** To the shop with a click token; recorded, and counted if somebody clicked. */
  | { to: 'destination'; url: string; kind: ClickKind; counted: boolean }
  /** The link earns nothing any more; nothing is recorded. */
  | { to: 'fallback'; url: string; why: NotEarning }
  | { to: 'gone'; why: NotEarning };

/** Where a visit to a known link goes, and whether it counts. Pure. */
export function decide(link: ResolvedLink, visit: Visit, now: Date): Verdict {
  const why = notEarning(link, now);
  if (why) return link.fallbackUrl ? { to: 'fallback', url: link.fallbackUrl, why } : { to: 'gone', why };
  const kind: ClickKind =
    visit.method === 'HEAD' ? 'head' : visit.prefetch ? 'prefetch' : visit.agent.bot ? 'bot' : 'click';
  return { to: 'destination', url: link.destination, kind, counted: kind === 'click' };
}

function notEarning(link: ResolvedLink, now: Date): NotEarning | null {
  if (link.campaignState !== 'live') return 'campaign_not_live';
  if (link.dealState !== 'active') return 'deal_not_active';
  if (link.state === 'paused') return 'paused';
  if (link.expiresAt && link.expiresAt <= now) return 'expired';
  return null;
}

/** The stored destination with the click token; nothing of the request can change host, path or scheme. */
export function withToken(destination: string, token: string): string {
  const hash = destination.indexOf('#');
  const [base, fragment] =
    hash === -1 ? [destination, ''] : [destination.slice(0, hash), destination.slice(hash)];
  return `${base}${base.includes('?') ? '&' : '?'}kclid=${token}${fragment}`;
}
