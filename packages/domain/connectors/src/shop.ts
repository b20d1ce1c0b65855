import type { Deps, Prisma } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { OrderName } from './facts.ts';

/** Whose events these are, and how its orders are called here. */
export interface Shop {
  id: string;
  orderPrefix: string;
  scope: BrandScope;
}

export type KnownOrder = Prisma.ConnectionOrderGetPayload<object>;

/** A shop's order or refund id as it is recorded. */
export const nameOfOrder = ({ orderPrefix }: Pick<Shop, 'orderPrefix'>, id: string) => `${orderPrefix}${id}`;

/** The order of a fact, if it came already. */
export function findOrder(
  { db }: Pick<Deps, 'db'>,
  { id: connectionId }: Shop,
  name: OrderName,
): Promise<KnownOrder | null> {
  return db.connectionOrder.findUnique({
    where:
      'orderId' in name
        ? { connectionId_orderId: { connectionId, orderId: name.orderId } }
        : { connectionId_reference: { connectionId, reference: name.reference } },
  });
}
