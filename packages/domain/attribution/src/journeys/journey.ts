import { z } from 'zod';

/**
 * What customers touched before they ordered, or before they did not: all who took the same way at the same times in one
 * row. A channel is whatever is compared: a KOL, a link, a kind of touch.
 */
export const Journey = z.object({
  /** Oldest first, at least one. */
  touches: z
    .array(
      z.object({
        channel: z.string(),
        /** Milliseconds from the touch to the order, or to the end of the window. */ age: z.int().min(0),
      }),
    )
    .min(1),
  /** How many such journeys ended in an order. */
  conversions: z.int().min(0),
  /** What those orders were worth together, minor units. */
  value: z.int().min(0),
  /** How many such journeys ended without one. */
  nulls: z.int().min(0),
});
export type Journey = z.infer<typeof Journey>;

export interface Credit {
  /** Orders; a fraction where one is shared. */
  conversions: number;
  /** Minor units; the credits of all channels sum to what the orders were worth. */
  value: number;
}

export type Credits = ReadonlyMap<string, Credit>;

/** Adds up credits as journeys are gone through. */
export class CreditBook {
  readonly #credits = new Map<string, Credit>();

  add(channel: string, conversions: number, value: number): void {
    const credit = this.#credits.get(channel) ?? { conversions: 0, value: 0 };
    credit.conversions += conversions;
    credit.value += value;
    this.#credits.set(channel, credit);
  }

  get credits(): Credits {
    return this.#credits;
  }
}
