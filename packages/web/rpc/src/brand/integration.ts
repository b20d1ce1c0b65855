import { recentOrders, tryConversion } from '@kolony/commissions';
import { Explanation, RecentOrder } from '@kolony/commissions/schema';
import type { BrandScope } from '@kolony/identity/schema';
import { recentVisits } from '@kolony/insights';
import { RecentVisit } from '@kolony/insights/schema';
import { after, type Clock, HOUR, PageRequest } from '@kolony/kernel';
import { listBrandLinks, visitLink } from '@kolony/links';
import { Link, TestVisit } from '@kolony/links/schema';
import { TestEvent } from '@kolony/rest/schema';
import { readOrderText, refusedBody, toNewConversion, toTestEvent } from '@kolony/rest/wire';
import { readClickToken } from '@kolony/tracking';
import { recentDeliveries } from '@kolony/webhooks';
import { Delivery } from '@kolony/webhooks/schema';
import { z } from 'zod';
import { ById, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf, type RpcDeps } from '../trpc.ts';

const Tried = z.object({ event: TestEvent, explanations: z.array(Explanation) });

/** The last hour of an integration, as it arrives. */
const lately = (clock: Clock) => ({ since: after(clock.now(), -HOUR), limit: 30 });

/** What POST /v1/test-events answers to a body, with the whole story of each commission. */
async function tryOrder(
  deps: RpcDeps,
  scope: BrandScope,
  { body }: { body: string },
): Promise<z.infer<typeof Tried>> {
  const read = readOrderText(body);
  if (!read.ok) return { event: refusedBody(read.problem), explanations: [] };
  const order = toNewConversion(read.order, (clickId) => readClickToken(deps.clickKeys, clickId));
  const trial = await tryConversion(deps, scope, order);
  return { event: toTestEvent(trial), explanations: trial.explanations };
}

/** The test console: what a shop's developer tries, and what arrives from the shop. */
export const integration = brandRouterOf({
  links: brandProcedure('key.read')
    .input(PageRequest)
    .output(pageOf(Link))
    .query(({ ctx, input }) => listBrandLinks(ctx.deps, ctx.scope, input)),
  visit: brandProcedure('key.write')
    .input(ById)
    .output(TestVisit)
    .mutation(({ ctx, input }) => visitLink(ctx.deps, ctx.scope, input)),
  tryOrder: brandProcedure('key.write')
    .input(z.object({ body: z.string().max(100_000) }))
    .output(Tried)
    .mutation(({ ctx, input }) => tryOrder(ctx.deps, ctx.scope, input)),
  orders: brandProcedure('key.read')
    .input(z.void())
    .output(z.array(RecentOrder))
    .query(({ ctx }) => recentOrders(ctx.deps, ctx.scope, lately(ctx.deps.clock))),
  deliveries: brandProcedure('key.read')
    .input(z.void())
    .output(z.array(Delivery))
    .query(({ ctx }) => recentDeliveries(ctx.deps, ctx.scope, lately(ctx.deps.clock))),
  visits: brandProcedure('key.read')
    .input(z.void())
    .output(z.array(RecentVisit))
    .query(({ ctx }) => recentVisits(ctx.deps, ctx.scope, lately(ctx.deps.clock))),
});
