import { Decision } from '@kolony/attribution/schema';
import type { Prisma } from '@kolony/db';
import { Currency, minor } from '@kolony/kernel';
import { z } from 'zod';
import type { PricedOrder } from './price.ts';
import { customerOf } from './record-conversions.ts';
import { Fx, OrderItem } from './schema.ts';

type Row = Prisma.ConversionGetPayload<object>;

/** An order as it was priced, read back from what is stored of it. `first`: it was its customer's first. */
export function storedOrder(row: Row, first: boolean): PricedOrder {
  return {
    orderId: row.orderId,
    amount: minor(row.amount),
    currency: Currency.parse(row.currency),
    fx: row.fx === null ? undefined : Fx.parse(row.fx),
    items: z.array(OrderItem).parse(row.items),
    customer: customerOf(
      { customerId: row.customerId ?? undefined, customerIsNew: row.newCustomer ?? undefined },
      first,
    ),
    occurredAt: row.occurredAt,
    completedAt: row.completedAt,
  };
}

export function storedDecision(row: Row): Decision {
  return Decision.parse(row.decision);
}
