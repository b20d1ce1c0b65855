import {
  changeSchedule,
  createSchedule,
  deleteSchedule,
  endSubscription,
  listSchedules,
  readSubscription,
  sendNow,
} from '@kolony/reports';
import { ChangeSchedule, NewSchedule, Schedule, Subscription } from '@kolony/reports/schema';
import { z } from 'zod';
import { ById, Done, done } from '../pages.ts';
import { brandProcedure, brandPublic, brandRouterOf } from '../trpc.ts';

const ByToken = z.object({ token: z.string().max(100) });

export const schedules = brandRouterOf({
  list: brandProcedure('report.read')
    .input(z.void())
    .output(z.array(Schedule))
    .query(({ ctx }) => listSchedules(ctx.deps, ctx.scope)),
  create: brandProcedure('report.write')
    .input(NewSchedule)
    .output(Schedule)
    .mutation(({ ctx, input }) => createSchedule(ctx.deps, ctx.scope, input)),
  change: brandProcedure('report.write')
    .input(ChangeSchedule)
    .output(Schedule)
    .mutation(({ ctx, input }) => changeSchedule(ctx.deps, ctx.scope, input)),
  send: brandProcedure('report.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await sendNow(ctx.deps, ctx.scope, input);
      return done;
    }),
  delete: brandProcedure('report.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteSchedule(ctx.deps, ctx.scope, input);
      return done;
    }),
  /** What the link in a mail is about: whoever has the mail has the token. */
  subscription: brandPublic
    .input(ByToken)
    .output(Subscription)
    .query(({ ctx, input }) => readSubscription(ctx.deps, input)),
  end: brandPublic
    .input(ByToken)
    .output(Subscription)
    .mutation(({ ctx, input }) => endSubscription(ctx.deps, input)),
});
