import { Currency } from '@kolony/kernel';
import { z } from 'zod';

const Id = z.string();
const Instant = z.iso.datetime();
/** Minor units of `currency`. */
const Amount = z.int();

const Commission = z.strictObject({
  id: Id.describe('As in GET /v1/commissions.'),
  campaign_id: Id,
  deal_id: Id,
  kol_id: Id,
  conversion_id: Id.nullable(),
  order_id: z
    .string()
    .nullable()
    .describe('Null where no order earned it: a milestone, a day of clicks, a bonus.'),
  amount: Amount.describe('What this event moved, in minor units.'),
  currency: Currency,
});

/**
 * What a brand can be told, each with the shape of its `data`: the one list that the senders, the API's description and
 * the screens are made from. A shape only ever gains optional fields; any other change is a new `version`.
 */
export const EVENTS = {
  'conversion.recorded': z
    .strictObject({
      id: Id,
      order_id: z.string(),
      status: z.enum(['placed', 'paid', 'completed']),
      amount: Amount,
      currency: Currency,
      occurred_at: Instant,
      deal_id: Id.nullable().describe('Of the deciding touch; null when nobody earned the order.'),
      kol_id: Id.nullable(),
    })
    .describe('An order was recorded, attributed or not.'),
  'commission.pending': Commission.describe('A commission was earned; its hold runs.'),
  'commission.payable': Commission.describe('Its hold ended: `amount` can be paid out.'),
  'commission.reversed': Commission.describe(
    '`amount` was taken back by a refund; negative when it was given again (a chargeback won).',
  ),
  'refund.recorded': z
    .strictObject({
      id: Id,
      refund_id: z.string(),
      conversion_id: Id,
      order_id: z.string(),
      kind: z.enum(['refund', 'chargeback']),
      amount: Amount,
      currency: Currency,
      occurred_at: Instant,
    })
    .describe('A refund of an order was recorded.'),
  'deal.accepted': z
    .strictObject({ id: Id, campaign_id: Id, kol_id: Id, terms_version: z.int() })
    .describe('Both sides agreed; the Terms are frozen.'),
  'deal.ended': z
    .strictObject({
      id: Id,
      campaign_id: Id,
      kol_id: Id,
      how: z.enum(['ended', 'terminated']),
      reason: z.string(),
    })
    .describe('A deal has run its course or was broken off; later clicks earn nothing.'),
  'payout.paid': z
    .strictObject({
      id: Id,
      party: z.string().describe('kol:<id> or agency:<id>.'),
      amount: Amount,
      currency: Currency,
      reference: z.string().describe('The bank’s or provider’s.'),
    })
    .describe('The bank or a provider paid it.'),
  'budget.alert': z
    .strictObject({
      campaign_id: Id,
      threshold_bp: z.int().describe('Basis points of the funded budget that are spoken for: 8000 = 80 %.'),
      funded: Amount,
      currency: Currency,
    })
    .describe('A live campaign’s budget passed 50, 80 or 95 %.'),
} as const satisfies Record<string, z.ZodType>;

export type EventType = keyof typeof EVENTS;
export const EventType = z.enum(Object.keys(EVENTS) as [EventType, ...EventType[]]);

/** Sent when somebody asks for it, to one endpoint, subscribed or not. */
export const TEST_EVENT = 'webhook.test';
const TestData = z.strictObject({ webhook_id: Id }).describe('Somebody asked for a test.');

/** The version of the payloads' shapes. */
export const VERSION = 1;

const bodyOf = (type: string, data: z.ZodType) =>
  z.strictObject({
    type: z.literal(type),
    version: z.literal(VERSION),
    timestamp: Instant.describe('When it became true; not when it is sent.'),
    data,
  });

/** The JSON body of every event by its type, as receivers get it. */
export const BODIES: ReadonlyMap<string, z.ZodType> = new Map([
  ...EventType.options.map((type) => [type, bodyOf(type, EVENTS[type])] as const),
  [TEST_EVENT, bodyOf(TEST_EVENT, TestData)],
]);

/** A fact to tell, typed by its type. */
export type WebhookEvent = {
  [Type in EventType]: { brandId: string; type: Type; at: Date; data: z.infer<(typeof EVENTS)[Type]> };
}[EventType];
