import type { Prisma } from '@kolony/db';
import { brandScopeOf, systemScope } from '@kolony/identity';
import { isKolonyError, KolonyError, present } from '@kolony/kernel';
import { applyLater, applyOrder } from './apply.ts';
import { applyWaitingOf, mayCome, waitsFor } from './apply-waiting.ts';
import { notFound } from './connection.ts';
import type { Fact, LaterFact, OrderFact, ShopEvent } from './facts.ts';
import { type EventName, isPing, nameOf, readEvent } from './read-event.ts';
import { type EventAnswer, EventOutcome, Provider } from './schema.ts';
import { open } from './seal.ts';
import type { ConnectorDeps } from './settings.ts';
import { findOrder, type KnownOrder, nameOfOrder, type Shop } from './shop.ts';
import { checkSignature, type RawRequest } from './signature.ts';

type Row = Prisma.ConnectionGetPayload<object>;

/**
 * Takes one event of a shop. Each is harmless twice and in any order: an order is recorded once, whichever event of it
 * comes first, and what comes before its order waits for it. What can never be recorded is taken and refused, so that
 * the shop does not send it again: the log says why.
 *
 * `connectors/connection_not_found`, `connectors/connection_paused`, `connectors/secret_lost`; `unauthenticated`:
 * `connectors/signature_missing`, `connectors/signature_wrong`, `connectors/signature_old`. What is worth trying again
 * (a store is away) is thrown as it is.
 */
export async function receiveEvent(
  deps: ConnectorDeps,
  { id, request }: { id: string; request: RawRequest },
): Promise<EventAnswer> {
  const row = await deps.db.connection.findUnique({ where: { id } });
  if (!row) throw notFound(id);
  const provider = Provider.parse(row.provider);
  if (isPing(provider, request)) return { outcome: 'ignored', order_id: null, why: 'ping' };
  await authenticate(deps, row, request);
  if (row.pausedAt) throw new KolonyError('connectors/connection_paused', 'conflict', { id });

  const receivedAt = deps.clock.now();
  await deps.db.connection.update({
    where: { id },
    data: { received: { increment: 1 }, lastReceivedAt: receivedAt },
  });
  const scope = await brandScopeOf(deps, systemScope(`connection:${id}`), { brandId: row.brandId });
  const shop = { id, orderPrefix: row.orderPrefix, scope };
  const name = nameFrom(provider, request);
  const before = await note(deps, shop, { name, receivedAt });
  if (before) return before;
  return settle(deps, shop, { name, read: () => readEvent(provider, request, { receivedAt }) });
}

async function authenticate(deps: ConnectorDeps, row: Row, request: RawRequest): Promise<void> {
  const secret = open(deps.connectors.keys, { id: row.id, sealed: row.secret });
  const now = deps.connectors.wallClock.now();
  const wrong = checkSignature(Provider.parse(row.provider), request, { secret, now });
  if (!wrong) return;
  // Counted, not logged: whoever finds the address could fill a log.
  await deps.db.connection.update({
    where: { id: row.id },
    data: { turnedAway: { increment: 1 }, lastTurnedAwayAt: deps.clock.now(), lastTurnedAwayFor: wrong },
  });
  throw new KolonyError(`connectors/${wrong}`, 'unauthenticated');
}

/** What is no event at all is noted under what it looks like. */
function nameFrom(provider: Provider, request: RawRequest): EventName {
  const { eventId, topic } = nameOf(provider, request);
  return { eventId: eventId.slice(0, 200), topic: topic.slice(0, 100) };
}

/** Notes that the event came, once more; returns what came of it, if that is settled. */
async function note(
  { db }: ConnectorDeps,
  { id, scope }: Shop,
  { name: { eventId, topic }, receivedAt }: { name: EventName; receivedAt: Date },
): Promise<EventAnswer | null> {
  const [row] = await db.$queryRaw<
    { outcome: string; why: string | null; order_id: string | null; times: number }[]
  >`
    INSERT INTO connection_deliveries (connection_id, brand_id, event_id, topic, outcome, received_at)
    VALUES (${id}, ${scope.brandId}, ${eventId}, ${topic}, 'received', ${receivedAt})
    ON CONFLICT (connection_id, event_id) DO UPDATE SET times = connection_deliveries.times + 1
    RETURNING outcome, why, order_id, times`;
  const outcome = EventOutcome.parse(row?.outcome);
  // Refused, or never finished: worth another look, and looked at twice does no harm.
  if (outcome === 'received' || outcome === 'refused') return null;
  return {
    outcome: outcome === 'recorded' ? 'replayed' : outcome,
    order_id: row?.order_id ?? null,
    why: row?.why ?? null,
  };
}

async function settle(
  deps: ConnectorDeps,
  shop: Shop,
  { name, read }: { name: EventName; read: () => ShopEvent },
): Promise<EventAnswer> {
  const where = { connectionId_eventId: { connectionId: shop.id, eventId: name.eventId } };
  const done = async (answer: EventAnswer) => {
    const { outcome, order_id: orderId, why } = answer;
    await deps.db.connectionDelivery.update({ where, data: { outcome, orderId, why } });
    return answer;
  };
  try {
    const { facts, ignoredFor } = read();
    if (ignoredFor) return await done({ outcome: 'ignored', order_id: null, why: ignoredFor });
    return await applyAll(deps, shop, { facts, name, done });
  } catch (error) {
    if (!isKolonyError(error) || !FINAL.includes(error.kind)) throw error;
    return done({ outcome: 'refused', order_id: null, why: whyOf(error) });
  }
}

/** Kinds of errors that sending again cannot heal. */
const FINAL: readonly string[] = ['invalid', 'conflict', 'not_found', 'insufficient'];

function whyOf({ code, facts }: KolonyError): string {
  return code === 'connectors/malformed_event' ? `${code} ${String(facts.field)}`.slice(0, 200) : code;
}

interface Settling {
  facts: readonly Fact[];
  name: EventName;
  done: (answer: EventAnswer) => Promise<EventAnswer>;
}

async function applyAll(
  deps: ConnectorDeps,
  shop: Shop,
  { facts, name, done }: Settling,
): Promise<EventAnswer> {
  let changed = false;
  let known: OrderFact | KnownOrder | null = null;
  const late: LaterFact[] = [];
  for (const fact of facts) {
    if (fact.kind === 'order') {
      known = fact;
      changed = (await applyOrder(deps, shop, fact)) || changed;
      continue;
    }
    known = await findOrder(deps, shop, fact.of);
    const applied: boolean | 'late' = known ? await tryLater(deps, shop, { fact, order: known }) : 'late';
    if (applied === 'late') late.push(fact);
    else changed = applied || changed;
  }
  if (late.length > 0) return wait(deps, shop, { name, facts: late });
  if (known) await applyWaitingOf(deps, shop, known);
  const order_id = known && nameOfOrder(shop, known.orderId);
  if (known && Number(known.base) === 0) return done({ outcome: 'ignored', order_id, why: 'no_goods' });
  return done({ outcome: changed ? 'recorded' : 'replayed', order_id, why: null });
}

async function tryLater(
  deps: ConnectorDeps,
  shop: Shop,
  of: { fact: LaterFact; order: KnownOrder },
): Promise<boolean | 'late'> {
  try {
    return await applyLater(deps, shop, of);
  } catch (error) {
    if (mayCome(error)) return 'late';
    throw error;
  }
}

/** Kept until what it needs is there, which may have come while this was decided. */
async function wait(
  { db, ...deps }: ConnectorDeps,
  shop: Shop,
  { name, facts }: { name: EventName; facts: LaterFact[] },
): Promise<EventAnswer> {
  const { of } = present(facts[0], 'fact');
  const orderId = 'orderId' in of ? nameOfOrder(shop, of.orderId) : null;
  const where = { connectionId_eventId: { connectionId: shop.id, eventId: name.eventId } };
  await db.connectionDelivery.update({
    where,
    data: {
      outcome: 'waiting',
      why: 'order_not_found',
      orderId,
      waitsFor: waitsFor(of),
      facts: JSON.parse(JSON.stringify(facts)),
    },
  });
  const order = await findOrder({ db }, shop, of);
  if (order) await applyWaitingOf({ db, ...deps }, shop, order);
  const now = await db.connectionDelivery.findUniqueOrThrow({ where });
  return { outcome: EventOutcome.parse(now.outcome), order_id: now.orderId, why: now.why };
}
