import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, readTouches } from '@kolony/rest';
import type { Conversion } from '@kolony/rest/schema';

/** Nothing but files of the page's own and of the tracker's; no inline script or style, no eval, no unsafe DOM. */
const strictCsp = (tracker: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${tracker}`,
    `connect-src ${tracker}`,
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

const PATHS = ['/', '/cart', '/checkout'] as const;

/**
 * A shop on an origin of its own: a landing page, a cart and a checkout, all under a strict CSP, with the snippet's tag.
 * Its server sends the order with what the checkout's form or the cookie told it. `/asks` asks for consent first.
 */
export async function openShop({ tracker, client }: { tracker: string; client: () => Client }) {
  const orders: { via: 'form' | 'cookie'; conversion: Conversion }[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    if (pathname === '/shop.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(SCRIPT);
      return;
    }
    response.setHeader('content-security-policy', strictCsp(tracker));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.method === 'POST') {
      const order = await buy(request);
      orders.push(order);
      response.end(page(tracker, `<p id="done">Thank you: ${order.conversion.order_id}</p>`));
      return;
    }
    if (pathname === '/asks') response.end(page(tracker, ASKS, 'data-consent="required"'));
    else if (PATHS.some((path) => path === pathname)) response.end(page(tracker, SHOP));
    else response.writeHead(404).end();
  });

  async function buy(request: IncomingMessage) {
    let body = '';
    for await (const piece of request) body += piece;
    const form = new URLSearchParams(body);
    const cookie = /(?:^|; )kolony=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
    const conversion = await client().conversions.create({
      order_id: form.get('order') ?? '',
      amount: 20_000,
      currency: 'CNY',
      occurred_at: new Date().toISOString(),
      touches: readTouches(cookie ?? form.get('kclid')),
    });
    return { via: cookie ? 'cookie' : 'form', conversion } as const;
  }

  // "localhost", where everything else is 127.0.0.1: another site to the browser.
  await once(server.listen(0, 'localhost'), 'listening');
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    orders,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const page = (tracker: string, body: string, attributes = '') => `<!doctype html><html lang="en"><head>
<title>Shop</title><script src="/shop.js"></script><script async src="${tracker}/t.js" ${attributes}></script>
</head><body>${body}</body></html>`;

const SHOP = `<a href="/cart">Cart</a> <a href="/checkout">Checkout</a> <a id="away" href="http://127.0.0.1:9/">Elsewhere</a>
<button id="add">Add</button>
<form method="post" action="/checkout"><input name="order"><button id="buy">Buy</button></form>
<form id="marked" data-kolony action="http://127.0.0.1:9/"></form><form id="plain" action="http://127.0.0.1:9/"></form>`;
const ASKS = `<button id="yes">Yes</button> <button id="no">No</button> ${SHOP}`;

/** The stub of the snippet's README, the shop's own calls, and what the test wants to know. */
const SCRIPT = `
window.kolony = window.kolony || function () { (kolony.q = kolony.q || []).push(arguments); };
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
kolony('touches', (touches) => { window.touches = touches; });
addEventListener('click', ({ target }) => {
  if (target.id === 'add') kolony('cart', { items: [{ sku: 'tea', quantity: 2 }], amount: 20000, currency: 'CNY' });
  if (target.id === 'buy') kolony('order', { order_id: document.querySelector('[name=order]').value, amount: 20000, currency: 'CNY' });
  if (target.id === 'yes') kolony('consent', 'granted');
  if (target.id === 'no') kolony('consent', 'denied');
});
`;
