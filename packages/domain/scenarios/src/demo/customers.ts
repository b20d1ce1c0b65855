import type { Random } from '../random.ts';

/** Below so many the shop is new to everybody. */
const KNOWN = 40;
/** One customer in so many comes back again and again. */
const LOYAL = 6;

/** Who buys at one brand: new customers, and those who come back, a few of them often. */
export class Customers {
  readonly #known: string[] = [];

  next(random: Random): string {
    const { length } = this.#known;
    if (length >= KNOWN && random.next() < 0.3) {
      const loyal = random.next() < 0.4;
      const at = loyal
        ? random.between(0, Math.ceil(length / LOYAL) - 1) * LOYAL
        : random.between(0, length - 1);
      const customer = this.#known[at];
      if (customer) return customer;
    }
    const customer = `customer-${10_001 + length}`;
    this.#known.push(customer);
    return customer;
  }
}
