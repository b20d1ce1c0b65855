import { after, DAY } from '@kolony/kernel';
import type { LinkOwner } from '@kolony/links/resolver';
import { type ClickTokenKeys, readAgent, readClickToken } from '@kolony/tracking';
import type { SiteEvent, SiteEventRow } from '@kolony/tracking/schema';
import { LRUCache } from 'lru-cache';
import type { Exchange } from '../front/exchange.ts';
import type { SiteDeps } from './deps.ts';
import { readEvent } from './read-event.ts';
import { Refusal } from './refusal.ts';

/** The longest attribution window: an older click earns nothing and brings nobody. */
const LONGEST_WINDOW = 90 * DAY;
/** Per click and minute: more is a script that has learned a token, not somebody who shops. */
const MOST_EVENTS = 120;

/**
 * One event of a shop's page: resolves when it is on disk, throws a Refusal when it is not. Taken only with a genuine
 * click token, and only from an origin that the link's brand lists; what it says of money is stored as said.
 */
export function eventRecorder(deps: SiteDeps): (exchange: Exchange) => Promise<void> {
  const perClick = new LRUCache<string, { events: number }>({ max: 100_000, ttl: 60_000 });

  function withinRate(clickId: string): boolean {
    const counted = perClick.get(clickId) ?? { events: 0 };
    // Setting it again would begin the minute anew.
    if (counted.events === 0) perClick.set(clickId, counted);
    counted.events += 1;
    return counted.events <= MOST_EVENTS;
  }

  return async (exchange) => {
    const origin = exchange.header('origin');
    if (!origin) throw new Refusal(403, 'no_origin', { detail: 'Only pages may send events.' });
    const event = await readEvent(exchange);
    const at = deps.clock.now();
    const { touches, linkNo } = genuine(deps.keys, event, at);
    const owner = await deps.resolver.ownerOf(linkNo).catch(away);
    if (!owner)
      throw new Refusal(422, 'unknown_link', { detail: 'There is no such link.', field: 'touches' });
    if (!(await deps.resolver.allows(owner.brandId, origin).catch(away)))
      throw new Refusal(403, 'unknown_origin', { detail: `${origin} is no shop of this brand's.` });
    if (!withinRate(touches.at(-1) ?? ''))
      throw new Refusal(429, 'too_many_events', { detail: `More than ${MOST_EVENTS} a minute.` });
    const counted = !readAgent(exchange.header('user-agent') ?? '').bot;
    const row = toRow({ ...event, touches }, owner, { at, origin, counted });
    await new Promise<void>((onDisk, failed) => {
      deps.spool.append(JSON.stringify(row), (error) => (error ? failed(error) : onDisk()));
    }).catch(away);
  };
}

function away(): never {
  throw new Refusal(503, 'unavailable', { detail: 'Not recorded; try again in a moment.' });
}

/** The touches whose tokens are ours and young enough, in the order of their clicks, and the newest one's link. */
function genuine(keys: ClickTokenKeys, { touches }: SiteEvent, now: Date) {
  const good = [...new Set(touches)].flatMap((clickId) => {
    const click = readClickToken(keys, clickId);
    return click.ok && click.at > after(now, -LONGEST_WINDOW) ? [{ clickId, ...click }] : [];
  });
  good.sort((a, b) => a.at.getTime() - b.at.getTime());
  const newest = good.at(-1);
  if (!newest) throw new Refusal(422, 'no_genuine_touch', { detail: 'Forged or too old.', field: 'touches' });
  return { touches: good.map(({ clickId }) => clickId), linkNo: newest.linkNo };
}

function toRow(
  event: SiteEvent,
  owner: LinkOwner,
  seen: { at: Date; origin: string; counted: boolean },
): SiteEventRow {
  return {
    event_id: event.event_id,
    event: event.event,
    at: seen.at.toISOString(),
    brand_id: owner.brandId,
    campaign_id: owner.campaignId,
    deal_id: owner.dealId,
    kol_id: owner.kolId,
    link_id: owner.linkId,
    touches: event.touches,
    visitor: event.visitor ?? '',
    counted: seen.counted,
    origin: seen.origin,
    page: event.page ?? '',
    order_id: event.order_id ?? '',
    amount: event.amount ?? 0,
    currency: event.currency ?? '',
    skus: event.items.map(({ sku }) => sku),
    quantities: event.items.map(({ quantity }) => quantity),
  };
}
