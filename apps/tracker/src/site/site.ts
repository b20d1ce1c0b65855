import { type Exchange, Gone, type Headers } from '../front/exchange.ts';
import type { SiteDeps } from './deps.ts';
import { eventRecorder } from './record-event.ts';
import { Refusal, sendRefusal } from './refusal.ts';
import { snippetServer } from './serve-snippet.ts';

/** What shops' pages ask the tracker: `GET|HEAD /t.js`, `POST|OPTIONS /e`. */
export interface Site {
  /** Answers what is its own; false when the request is none of it. */
  handle(exchange: Exchange): boolean;
  /** For /metrics: a name that ends in _total counts, another one is a state. */
  metrics(): Record<string, number>;
}

export function openSite(deps: SiteDeps): Site {
  const record = eventRecorder(deps);
  const serveSnippet = snippetServer(deps.buildSnippet);
  const refused = new Map<string, number>();

  async function takeEvent(exchange: Exchange): Promise<void> {
    const always = { vary: 'origin', 'cache-control': 'no-store' };
    // No cookies, hence no credentials: a page may know whether its own event was taken, and nothing else.
    const readable = { ...always, ...allowed(exchange) };
    try {
      await record(exchange);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
      return sendRefusal(exchange, error, error.status === 403 ? always : readable);
    }
    exchange.send(204, readable);
  }

  const answers: Answers = { takeEvent, serveSnippet, preflight };

  return {
    handle(exchange) {
      const answer = routeOf(exchange, answers);
      if (!answer) return false;
      answer(exchange).catch((error: unknown) => {
        if (error instanceof Gone) return;
        console.error('tracker:', error);
        exchange.send(500, {});
      });
      return true;
    },
    metrics() {
      const spooled = deps.spool.metrics();
      const shipped = deps.shipper.metrics();
      return {
        kolony_site_events_appended_total: spooled.appended,
        kolony_site_events_not_durable_total: spooled.notDurable,
        kolony_site_events_shipped_total: shipped.shipped,
        kolony_site_event_segments_waiting: shipped.segmentsWaiting,
        ...Object.fromEntries(
          [...refused].map(([code, count]) => [
            `kolony_site_events_refused_${code.replace('tracker/', '')}_total`,
            count,
          ]),
        ),
      };
    },
  };
}

type Answer = (exchange: Exchange) => Promise<void>;
type Answers = Record<'takeEvent' | 'serveSnippet' | 'preflight', Answer>;

function routeOf({ url, method }: Exchange, answers: Answers): Answer | null {
  if (url === '/e')
    return method === 'POST' ? answers.takeEvent : method === 'OPTIONS' ? answers.preflight : null;
  // A shop may add a parameter of its own to get past caches.
  if (url !== '/t.js' && !url.startsWith('/t.js?')) return null;
  return method === 'GET' || method === 'HEAD' ? answers.serveSnippet : null;
}

/** Only pages that send application/json are asked to ask; whether the origin is a shop's is said to the event itself. */
async function preflight(exchange: Exchange): Promise<void> {
  exchange.send(204, {
    ...allowed(exchange),
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
    vary: 'origin',
  });
}

function allowed(exchange: Exchange): Headers {
  const origin = exchange.header('origin');
  return origin ? { 'access-control-allow-origin': origin } : {};
}
