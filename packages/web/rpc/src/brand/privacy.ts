import { eraseCustomer } from '@kolony/commissions';
import { eraseVisitor, listErasures } from '@kolony/trust';
import { Erasure, NewErasure } from '@kolony/trust/schema';
import { z } from 'zod';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const privacy = brandRouterOf({
  erasures: brandProcedure('key.read')
    .input(z.void())
    .output(z.array(Erasure))
    .query(({ ctx }) => listErasures(ctx.deps, ctx.scope)),
  erase: brandProcedure('key.write')
    .input(NewErasure)
    .output(z.object({ id: z.string(), orders: z.int() }))
    .mutation(({ ctx, input: { kind, subject } }) =>
      kind === 'customer'
        ? eraseCustomer(ctx.deps, ctx.scope, { customerId: subject })
        : eraseVisitor(ctx.deps, ctx.scope, { visitor: subject }),
    ),
});
