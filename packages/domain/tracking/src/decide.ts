import { MINUTE } from '@kolony/kernel';
import type { ResolvedLink } from '@kolony/links/schema';
import { chooseRoute } from './choose-route.ts';
import type { Visit } from './visit.ts';

type ClickKind = 'click' | 'head' | 'prefetch' | 'bot' | 'datacentre';

type NotEarning = 'paused' | 'expired' | 'campaign_not_live' | 'deal_not_active' | 'budget_spent';

export type Verdict =
  /** To the shop with a click token; recorded, and counted if somebody clicked. */
  | {
      to: 'destination';
      url: string;
      /** Name of the route that was taken, '' for the link's own destination. */
      route: string;
      kind: ClickKind;
      counted: boolean;
      /** The same visitor on the same link within half an hour before. */
      repeat: boolean;
      /** May be recognised: cookie and visitor are kept. */
      recognised: boolean;
    }
  /** The link earns nothing any more; nothing is recorded. */
  | { to: 'fallback'; url: string; why: NotEarning }
  | { to: 'gone'; why: NotEarning };

/** A visitor's next click on a link within half an hour of the last is the same click again. */
const REPEAT_WITHIN = 30 * MINUTE;

/** Where a visit to a known link goes, and whether it counts. Pure. */
export function decide(link: ResolvedLink, visit: Visit, now: Date): Verdict {
  const why = notEarning(link, now);
  if (why && link.fallbackUrl) return { to: 'fallback', url: link.fallbackUrl, why };
  // Without a place to go instead, a spent budget costs nobody the way to the shop: orders are refused payment, and say so.
  if (why && why !== 'budget_spent') return { to: 'gone', why };
  const kind = kindOf(visit);
  const counted = kind === 'click';
  const recognised = counted && (visit.consented || !link.consentRequired);
  const route = chooseRoute(link, visit);
  return {
    to: 'destination',
    url: route?.destination ?? link.destination,
    route: route?.name ?? '',
    kind,
    counted,
    repeat: recognised && isRepeat(visit.lastClickAt, now),
    recognised,
  };
}

function notEarning(link: ResolvedLink, now: Date): NotEarning | null {
  if (link.campaignState !== 'live') return 'campaign_not_live';
  if (link.dealState !== 'active') return 'deal_not_active';
  if (link.state === 'paused') return 'paused';
  if (link.expiresAt && link.expiresAt <= now) return 'expired';
  return link.budgetSpent ? 'budget_spent' : null;
}

function kindOf({ method, prefetch, agent, datacentre }: Visit): ClickKind {
  if (method === 'HEAD') return 'head';
  if (prefetch) return 'prefetch';
  if (agent.bot) return 'bot';
  return datacentre ? 'datacentre' : 'click';
}

/** Whether a click is the visitor's last one on the link again. */
export function isRepeat(lastClickAt: Date | null, now: Date): boolean {
  return lastClickAt !== null && now.getTime() - lastClickAt.getTime() < REPEAT_WITHIN;
}
