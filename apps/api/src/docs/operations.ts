/** What a call is for, in words, with an example of it. The shapes come from the schemas that validate. */
export interface Operation {
  tag: Tag;
  summary: string;
  about?: string;
  /** An example's body; of the batch one per line. */
  body?: object | readonly object[];
  /** An example's query. */
  query?: string;
  /** The same with `@kolony/rest`; null where the client has no method. */
  call: string | null;
}

export const TAGS = [
  ['Orders', 'What was bought, through whom, and what became of it.'],
  ['Commissions', 'What KOLs earn on orders, each line explained.'],
  ['Campaigns', 'Campaigns, the deals on them, and their links.'],
  ['Webhooks', 'Being told of events instead of asking for them.'],
] as const;
export type Tag = (typeof TAGS)[number][0];

const at = '2026-11-23T12:00:00Z';
const order = {
  order_id: 'A-1001',
  amount: 20_000,
  currency: 'CNY',
  occurred_at: at,
  status: 'paid',
  touches: ['AQAAAAABAAAAAAEBk1…'],
  customer_id: 'c-77',
  discount: 2_000,
  shipping: 1_000,
  tax: 0,
  store_id: 'web',
  items: [{ sku: 'SERUM-30', category: 'skin care', quantity: 1, amount: 20_000 }],
};
const ID = 'cmp_0193…';

export const OPERATIONS: Record<string, Operation> = {
  'POST /v1/conversions': {
    tag: 'Orders',
    summary: 'Report an order',
    about:
      'Answered once it is on disk, with who is credited and what they earn. The same order_id and body again is answered 200 with replayed: true, another body 409. An order that nobody brought is recorded and earns nobody.',
    body: order,
    call: 'await kolony.conversions.create(order)',
  },
  'POST /v1/conversions/batch': {
    tag: 'Orders',
    summary: 'Report up to 1,000 orders',
    about:
      'NDJSON, one order a line, 4 MiB at most. 207 with one line for each, in order: line (from 1, empty lines counted), status, and body or problem, as the order alone would have been answered. A broken line hinders no other; the batch may be sent again.',
    body: [order, { ...order, order_id: 'A-1002' }],
    call: 'await kolony.conversions.createMany(orders) // any number of them',
  },
  'POST /v1/test-events': {
    tag: 'Orders',
    summary: 'Try an order; nothing is recorded',
    about:
      'Takes the body of an order and answers 200 with what would happen and why: every check by name (body, occurred_at, order_id, click_genuine, click_known, in_window, deal_active, currency, credited, campaign_live, budget, …) with passed, failed or skipped and a reason, and the commissions that would be made with their derivation. It is the real transaction, rolled back.',
    body: order,
    call: 'await kolony.testEvents.create(order)',
  },
  'GET /v1/conversions/{order_id}': {
    tag: 'Orders',
    summary: 'Read an order',
    call: "await kolony.conversions.get('A-1001')",
  },
  'POST /v1/conversions/{order_id}/status': {
    tag: 'Orders',
    summary: 'Move an order on',
    about:
      'paid and completed go forward only; completed means received and starts the hold; cancelled takes everything back.',
    body: { status: 'completed', occurred_at: at },
    call: "await kolony.conversions.setStatus('A-1001', { status: 'completed', occurred_at })",
  },
  'POST /v1/conversions/{order_id}/cases': {
    tag: 'Orders',
    summary: 'Open or close an after-sale case',
    about: 'While one is open the holds of the order stand still.',
    body: { case_id: 'RMA-7', status: 'opened', occurred_at: at },
    call: "await kolony.conversions.setCase('A-1001', { case_id: 'RMA-7', status: 'opened', occurred_at })",
  },
  'POST /v1/refunds': {
    tag: 'Orders',
    summary: 'Report a refund or chargeback',
    about: 'Commissions shrink by the refunded lines; the answer says by how much and from where.',
    body: { refund_id: 'R-1', order_id: 'A-1001', amount: 6_000, occurred_at: at },
    call: 'await kolony.refunds.create(refund)',
  },
  'POST /v1/refunds/{refund_id}/won-back': {
    tag: 'Orders',
    summary: 'A chargeback was won back',
    body: { order_id: 'A-1001', occurred_at: at },
    call: null,
  },
  'GET /v1/commissions': {
    tag: 'Commissions',
    summary: 'List commissions',
    query: '?limit=50',
    call: 'for await (const commission of everyRow(kolony.commissions.list, {})) { … }',
  },
  'GET /v1/commissions/{id}/explain': {
    tag: 'Commissions',
    summary: 'Why this amount',
    about:
      'Order, touch, Terms version, base, rate, share, hold, refunds and ledger entries of one commission.',
    call: null,
  },
  'GET /v1/campaigns': {
    tag: 'Campaigns',
    summary: 'List campaigns',
    query: '?state=live',
    call: "await kolony.campaigns.list({ state: 'live' })",
  },
  'GET /v1/campaigns/{id}': {
    tag: 'Campaigns',
    summary: 'Read a campaign',
    call: `await kolony.campaigns.get('${ID}')`,
  },
  'POST /v1/campaigns': {
    tag: 'Campaigns',
    summary: 'Draft a campaign',
    about: 'A draft has no money and is seen by nobody; it is funded and published in the dashboard.',
    body: {
      name: 'Autumn repair serum',
      currency: 'CNY',
      brief: 'Show how you use it, morning and night.',
      disclosure: '广告',
      landing_url: 'https://shop.example/serum',
      fallback_url: null,
      attribution: { model: 'last_click', window_days: 30, code_rule: 'code_wins' },
      offer: { earnings: [{ kind: 'cps', rate_bp: 1_500 }], hold_days: 7 },
      deliverables: [{ title: 'One video', format: 'video', due_at: null }],
      open_to_apply: true,
      starts_at: null,
      ends_at: null,
    },
    call: 'await kolony.campaigns.create(campaign)',
  },
  'GET /v1/deals': {
    tag: 'Campaigns',
    summary: 'List deals',
    query: '?state=active',
    call: "await kolony.deals.list({ state: 'active' })",
  },
  'GET /v1/deals/{id}': {
    tag: 'Campaigns',
    summary: 'Read a deal',
    about: 'The whole deal room: offers, Terms versions, milestones, work, samples, timeline.',
    call: "await kolony.deals.get('del_0193…')",
  },
  'GET /v1/links': {
    tag: 'Campaigns',
    summary: 'List links',
    query: '?limit=50',
    call: 'for await (const link of everyRow(kolony.links.list, {})) { … }',
  },
  'GET /v1/links/{id}': {
    tag: 'Campaigns',
    summary: 'Read a link',
    call: "await kolony.links.get('lnk_0193…')",
  },
  'POST /v1/links': {
    tag: 'Campaigns',
    summary: 'Make a link',
    about: "One more tracked link of an active deal, within the host of its campaign's landing page.",
    body: {
      deal_id: 'del_0193…',
      label: 'Newsletter',
      destination: 'https://shop.example/serum?from=letter',
    },
    call: 'await kolony.links.create(link)',
  },
  'GET /v1/reports/{name}': {
    tag: 'Campaigns',
    summary: 'Read a report',
    about:
      'A report of the dashboard in rows, by its name. Money in minor units, ratios as fractions; what is settled is net of refunds, with the hold over.',
    query: '?currency=CNY&days=30',
    call: "await kolony.reports.get('kols', { currency: 'CNY', days: 30 })",
  },
  'GET /v1/webhooks': { tag: 'Webhooks', summary: 'List endpoints', call: 'await kolony.webhooks.list()' },
  'POST /v1/webhooks': {
    tag: 'Webhooks',
    summary: 'Add an endpoint',
    about: 'Its secret is in this answer and nowhere else. Private and link-local addresses are refused.',
    body: { url: 'https://shop.example/kolony', event_types: ['conversion.recorded', 'commission.payable'] },
    call: 'const { id, secret } = await kolony.webhooks.create({ url, event_types })',
  },
  'PATCH /v1/webhooks/{id}': {
    tag: 'Webhooks',
    summary: 'Change an endpoint',
    body: { enabled: true },
    call: 'await kolony.webhooks.change(id, { enabled: true })',
  },
  'DELETE /v1/webhooks/{id}': {
    tag: 'Webhooks',
    summary: 'Remove an endpoint',
    call: 'await kolony.webhooks.delete(id)',
  },
  'POST /v1/webhooks/{id}/rotate': {
    tag: 'Webhooks',
    summary: 'Change the secret',
    about: 'For the hours of overlap both secrets sign.',
    body: { overlap_hours: 24 },
    call: 'const { secret } = await kolony.webhooks.rotateSecret(id, { overlap_hours: 24 })',
  },
  'POST /v1/webhooks/{id}/test': {
    tag: 'Webhooks',
    summary: 'Send a test event',
    call: 'await kolony.webhooks.sendTest(id)',
  },
  'POST /v1/webhooks/{id}/replay': {
    tag: 'Webhooks',
    summary: 'Send all failures again',
    body: { failed_since: at },
    call: 'await kolony.webhooks.replayFailed(id, { failed_since })',
  },
  'GET /v1/webhooks/{id}/deliveries': {
    tag: 'Webhooks',
    summary: 'List deliveries',
    call: "await kolony.webhooks.deliveries(id, { state: 'failed' })",
  },
  'GET /v1/webhooks/{id}/deliveries/{event_id}': {
    tag: 'Webhooks',
    summary: 'Read a delivery',
    about: 'Its body as it was sent, and every attempt.',
    call: 'await kolony.webhooks.delivery(id, event_id)',
  },
  'POST /v1/webhooks/{id}/deliveries/{event_id}/replay': {
    tag: 'Webhooks',
    summary: 'Send one again',
    call: 'await kolony.webhooks.replay(id, event_id)',
  },
};
