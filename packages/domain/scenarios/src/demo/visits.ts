import type { DemoClick } from './traffic.ts';

/** Who clicked what before: a visitor's way to an order leads over several KOLs. */
export class Visits {
  readonly #byVisitor = new Map<string, DemoClick[]>();

  add(click: DemoClick): void {
    const key = `${click.deal.campaignId}:${click.visitor}`;
    const own = this.#byVisitor.get(key);
    if (own) own.push(click);
    else this.#byVisitor.set(key, [click]);
  }

  /** The visitor's clicks up to this one, which led to an order; at most the last five, oldest first. */
  upTo({ deal, visitor, at }: DemoClick): DemoClick[] {
    const own = this.#byVisitor.get(`${deal.campaignId}:${visitor}`) ?? [];
    return own.filter((click) => click.at <= at).slice(-5);
  }
}
