import { z } from 'zod';
import { CodeFigures, LinkFigures } from './codes.ts';
import { CustomerKind } from './customers.ts';
import { Answered } from './performance.ts';
import { Hour, TimeToOrder } from './timing.ts';
import { Traits } from './visits.ts';

const Brought = z.object({
  clicks: z.int(),
  orders: z.int(),
  /** What its deals earned, less what refunds took back, minor units; an agency's part is in it. */
  commission: z.int(),
});

/** What came through a KOL's own links and codes. */
export const OwnFigures = Answered.extend({
  total: Brought.extend({ rawClicks: z.int(), visitors: z.int() }),
  days: z.array(Brought.extend({ day: z.iso.date() })),
  /** Most commission first. */
  campaigns: z.array(Brought.extend({ campaignId: z.string() })),
  links: z.array(LinkFigures),
  codes: z.array(CodeFigures),
  customers: z.array(z.object({ kind: CustomerKind, orders: z.int() })),
  waits: TimeToOrder,
  hours: z.array(Hour),
  traits: Traits,
});
export type OwnFigures = z.infer<typeof OwnFigures>;
