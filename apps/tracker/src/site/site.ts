import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SiteDeps } from './deps.ts';
import { eventRecorder } from './record-event.ts';
import { Refusal, sendRefusal } from './refusal.ts';
import { snippetServer } from './serve-snippet.ts';

/** What shops' pages ask the tracker: `GET|HEAD /t.js`, `POST|OPTIONS /e`. Plain node:http, whatever serves the redirects. */
export interface Site {
  /** Answers what is its own; false when the request is none of it. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** For /metrics: a name that ends in _total counts, another one is a state. */
  metrics(): Record<string, number>;
}

export function openSite(deps: SiteDeps): Site {
  const record = eventRecorder(deps);
  const serveSnippet = snippetServer(deps.buildSnippet);
  const refused = new Map<string, number>();

  async function takeEvent(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    // No cookies, hence no credentials: a page may know whether its own event was taken, and nothing else.
    if (origin) response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
    response.setHeader('cache-control', 'no-store');
    try {
      await record(request);
      response.writeHead(204).end();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
      if (error.status === 403) response.removeHeader('access-control-allow-origin');
      sendRefusal(response, error);
    }
  }

  const answers: Answers = { takeEvent, serveSnippet, preflight };

  return {
    handle(request, response) {
      const answer = routeOf(request, answers);
      if (!answer) return false;
      answer(request, response).catch((error: unknown) => {
        // A browser that went away in the middle of its body is no defect.
        if (!request.destroyed || request.complete) console.error('tracker:', error);
        if (!response.headersSent) response.writeHead(500).end();
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

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Answers = Record<'takeEvent' | 'serveSnippet' | 'preflight', Answer>;

function routeOf({ url, method = '' }: IncomingMessage, answers: Answers): Answer | null {
  if (url === '/e')
    return method === 'POST' ? answers.takeEvent : method === 'OPTIONS' ? answers.preflight : null;
  // A shop may add a parameter of its own to get past caches.
  if (url !== '/t.js' && !url?.startsWith('/t.js?')) return null;
  return method === 'GET' || method === 'HEAD' ? answers.serveSnippet : null;
}

/** Only pages that send application/json are asked to ask; whether the origin is a shop's is said to the event itself. */
async function preflight(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { origin } = request.headers;
  response.writeHead(204, {
    ...(origin ? { 'access-control-allow-origin': origin } : {}),
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
    vary: 'origin',
  });
  response.end();
}
