import type { Connection, EventOutcome, Provider } from '@kolony/connectors/schema';
import type { Tone } from '@kolony/ui';

export const PROVIDERS = ['shopify', 'woocommerce', 'stripe'] as const satisfies readonly Provider[];

/** Their own names, the same in every language. */
export const PROVIDER_NAME = {
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  stripe: 'Stripe Checkout',
} as const satisfies Record<Provider, string>;

export const OUTCOMES = [
  'recorded',
  'replayed',
  'waiting',
  'ignored',
  'refused',
] as const satisfies readonly EventOutcome[];

export const OUTCOME_TONE = {
  received: 'info',
  recorded: 'success',
  replayed: 'neutral',
  waiting: 'warning',
  ignored: 'neutral',
  refused: 'danger',
} as const satisfies Record<EventOutcome, Tone>;

export const HEALTH_TONE = {
  active: 'success',
  quiet: 'neutral',
  waiting: 'warning',
  unsigned: 'danger',
  paused: 'neutral',
} as const satisfies Record<string, Tone>;

/** How a connection does, in one word. */
export function healthOf(connection: Connection): keyof typeof HEALTH_TONE {
  const { pausedAt, secretEnd, lastReceivedAt, lastTurnedAwayAt } = connection;
  if (pausedAt) return 'paused';
  if (secretEnd === '') return 'waiting';
  if (lastTurnedAwayAt && (!lastReceivedAt || lastTurnedAwayAt > lastReceivedAt)) return 'unsigned';
  return lastReceivedAt ? 'active' : 'quiet';
}

/** The catalogue's key of a reason or an error's code: keys have neither slashes nor dots, and field names are no part. */
export const keyOfWhy = (why: string) => (why.split(' ')[0] ?? '').replace('/', '_');
