import { PageRequest } from '@kolony/kernel';
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listDeliveries,
  listEndpoints,
  readDelivery,
  replayDelivery,
  replayFailed,
  rotateSecret,
  sendTestEvent,
} from '@kolony/webhooks';
import {
  ChangeEndpoint,
  Delivery,
  DeliveryDetail,
  DeliveryState,
  Endpoint,
  EndpointWithSecret,
  NewEndpoint,
  RotateSecret,
} from '@kolony/webhooks/schema';
import { z } from 'zod';
import { ById, Done, done, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

const ByDelivery = z.object({ endpointId: z.string().max(40), eventId: z.string().max(40) });

export const webhooks = brandRouterOf({
  list: brandProcedure('key.read')
    .input(z.void())
    .output(z.array(Endpoint))
    .query(({ ctx }) => listEndpoints(ctx.deps, ctx.scope)),
  create: brandProcedure('key.write')
    .input(NewEndpoint)
    .output(EndpointWithSecret)
    .mutation(({ ctx, input }) => createEndpoint(ctx.deps, ctx.scope, input)),
  change: brandProcedure('key.write')
    .input(ChangeEndpoint)
    .output(Endpoint)
    .mutation(({ ctx, input }) => changeEndpoint(ctx.deps, ctx.scope, input)),
  rotate: brandProcedure('key.write')
    .input(RotateSecret)
    .output(EndpointWithSecret)
    .mutation(({ ctx, input }) => rotateSecret(ctx.deps, ctx.scope, input)),
  remove: brandProcedure('key.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteEndpoint(ctx.deps, ctx.scope, input);
      return done;
    }),
  test: brandProcedure('key.write')
    .input(ById)
    .output(z.object({ eventId: z.string() }))
    .mutation(({ ctx, input }) => sendTestEvent(ctx.deps, ctx.scope, input)),
  deliveries: brandProcedure('key.read')
    .input(PageRequest.extend({ id: z.string().max(40), state: DeliveryState.optional() }))
    .output(pageOf(Delivery))
    .query(({ ctx, input }) => listDeliveries(ctx.deps, ctx.scope, input)),
  delivery: brandProcedure('key.read')
    .input(ByDelivery)
    .output(DeliveryDetail)
    .query(({ ctx, input }) => readDelivery(ctx.deps, ctx.scope, input)),
  replay: brandProcedure('key.write')
    .input(ByDelivery)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await replayDelivery(ctx.deps, ctx.scope, input);
      return done;
    }),
  replayFailed: brandProcedure('key.write')
    .input(z.object({ id: z.string().max(40), since: z.date() }))
    .output(z.object({ replayed: z.int() }))
    .mutation(({ ctx, input }) => replayFailed(ctx.deps, ctx.scope, input)),
});
