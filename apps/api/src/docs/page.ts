import { type LimitKind, RATE_LIMITS } from '../rate-limit.ts';
import type { Document, Route } from './document.ts';
import { type Field, fieldsOf } from './fields.ts';
import { Html, html } from './html.ts';
import { OPERATIONS, TAGS } from './operations.ts';
import { STYLE } from './style.ts';

const KINDS: Record<LimitKind, string> = {
  reads: 'GET',
  writes: 'POST, PATCH, DELETE',
  lines: 'lines of batches',
  tests: 'test events',
};

/** The OpenAPI document as a page: no script, nothing from elsewhere, readable without a mouse and on a phone. */
export function page(document: Document): string {
  const { server, routes } = document;
  const groups = TAGS.map(([tag, about]) => ({
    tag,
    about,
    routes: routes.filter((route) => route.tag === tag),
  }));
  const contents = html`${groups.map(
    ({ tag, routes: own }) => html`<h2>${tag}</h2>
<ul>${own.map((route) => html`<li><a href="#${route.id}">${route.summary}</a></li>`)}</ul>`,
  )}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Kolony API</title><style>${new Html(STYLE)}</style></head>
<body><a class="skip" href="#main">Skip to content</a><div class="page">
<nav aria-label="Calls">${contents}</nav>
<main id="main"><h1>Kolony API</h1>
<details class="menu"><summary>All calls</summary>${contents}</details>
${introduction(server)}
${groups.map(
  ({ tag, about, routes: own }) =>
    html`<h2>${tag}</h2><p>${about}</p>${own.map((route) => call(server, route))}`,
)}
</main></div></body></html>`.text;
}

const block = (code: string, label: string) =>
  html`<pre tabindex="0" role="region" aria-label="${label}"><code>${code}</code></pre>`;

function introduction(server: string): Html {
  return html`<p>For a shop’s server: orders and refunds go in, commissions come out. JSON in snake_case; money is integer
minor units with an ISO 4217 <code>currency</code>; time is RFC 3339; unknown fields are refused; lists have
<code>data</code> and <code>next_cursor</code>. The machine-readable document is <a href="/v1/openapi.json">/v1/openapi.json</a>.</p>
<p>Make a key in the dashboard under <em>Developers</em> and send it with every call:
<code>Authorization: Bearer kol_live_…</code>. It can do what its scopes say.</p>
<h4>In a shell</h4>${block(`export KEY=kol_live_…\ncurl -s ${server}/v1/campaigns -H "Authorization: Bearer $KEY"`, 'curl')}
<h4>In TypeScript</h4>${block(
    `import { createClient, everyRow } from '@kolony/rest';\n\nconst kolony = createClient({ baseUrl: '${server}', apiKey: process.env.KOLONY_API_KEY });`,
    'TypeScript',
  )}
<h4>Errors</h4><p>RFC 9457 problem details with a stable <code>code</code>; <code>field</code> names the offending input.
400 no JSON · 401 no good key · 403 the key lacks the scope · 404 not there, or not yours · 409 the same id with another
body · 413 · 415 · 422 says something impossible · 429 too many · 503 try again after <code>Retry-After</code>.</p>
<h4>Trying again</h4><p>Orders, statuses and refunds are named by your own ids: sent again they are answered as the first time.
The client does so by itself after a lost connection, 429 and 5xx.</p>
<h4>Limits</h4><p>Per key, as buckets that fill steadily. Each answer has <code>RateLimit-Policy</code> and
<code>RateLimit</code>; 429 has <code>Retry-After</code>.</p>
<dl>${Object.entries(RATE_LIMITS).map(
    ([kind, { perSecond, burst }]) =>
      html`<div><dt><code>${kind}</code></dt><dd>${KINDS[kind as LimitKind]}: ${perSecond.toLocaleString('en')} a second, ${burst.toLocaleString('en')} at once</dd></div>`,
  )}</dl>`;
}

function call(server: string, route: Route): Html {
  const { id, method, path, scope, summary, about, parameters, body, answer } = route;
  const words = OPERATIONS[`${method} ${path}`];
  return html`<section aria-labelledby="${id}"><h3 id="${id}">${summary}</h3>
<p class="path"><code><span class="method ${method.toLowerCase()}">${method}</span> ${path}</code>${scope && html` · scope <code>${scope}</code>`}</p>
${about && html`<p>${about}</p>`}
${parameters.length > 0 && html`<h4>Parameters</h4>${table(parameters)}`}
${body && html`<h4>Body</h4>${table(fieldsOf(body))}`}
<h4>curl</h4>${block(curl(server, route), `curl: ${summary}`)}
${words?.call && html`<h4>TypeScript</h4>${block(words.call, `TypeScript: ${summary}`)}`}
${answer && html`<details><summary>Answer</summary>${table(fieldsOf(answer))}</details>`}</section>`;
}

function table(fields: readonly Field[]): Html {
  return html`<dl>${fields.map(
    ({ name, type, required, about }) =>
      html`<div><dt><code>${name}</code>${required && html` <span class="required">required</span>`}</dt><dd><span class="type">${type}</span>${about && html`<br>${about}`}</dd></div>`,
  )}</dl>`;
}

function curl(server: string, { method, path, ndjson }: Route): string {
  const { body, query = '' } = OPERATIONS[`${method} ${path}`] ?? {};
  const url = `${server}${path.replace('{order_id}', 'A-1001').replace('{refund_id}', 'R-1')}${query}`;
  const lines = [
    `curl -s ${method === 'GET' || (method === 'POST' && body) ? '' : `-X ${method} `}'${url}' -H "Authorization: Bearer $KEY"`,
  ];
  if (body) {
    lines.push(`-H 'Content-Type: ${ndjson ? 'application/x-ndjson' : 'application/json'}'`);
    lines.push(
      Array.isArray(body)
        ? `--data-binary '${body.map((line) => JSON.stringify(line)).join('\n')}'`
        : `-d '${JSON.stringify(body, null, 2)}'`,
    );
  }
  return lines.join(' \\\n  ');
}
