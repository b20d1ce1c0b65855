import type { Tone } from '@kolony/ui';
import type { Attempt, DeliveryState, Endpoint } from '@kolony/webhooks/schema';

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const satisfies readonly DeliveryState[];

export const DELIVERY_TONE = {
  pending: 'warning',
  delivered: 'success',
  failed: 'danger',
} as const satisfies Record<DeliveryState, Tone>;

export const ENDPOINT_TONE = { active: 'success', failing: 'warning', disabled: 'neutral' } as const;

/** How an endpoint does, in one word. */
export function healthOf({ disabledAt, failingSince }: Endpoint): keyof typeof ENDPOINT_TONE {
  if (disabledAt) return 'disabled';
  return failingSince ? 'failing' : 'active';
}

/** The catalogue's key of an event type: keys have no dots. */
export const keyOf = (type: string) => type.replace('.', '_') as never;

/** HTTP status or, without an answer, why there was none; both are technical terms in every language. */
export const outcomeOf = ({ status, error }: Attempt) => (status === null ? (error ?? '') : `HTTP ${status}`);
