import {
  answerMembership,
  endMembership,
  listMemberships,
  proposeMembership,
  withdrawMembership,
} from '@kolony/identity';
import { AgencyMembership, ProposeMembership } from '@kolony/identity/schema';
import { z } from 'zod';
import { ById } from '../pages.ts';
import { agencyProcedure, kolProcedure, payeeProcedure, portalRouterOf } from '../trpc.ts';

export const memberships = portalRouterOf({
  list: payeeProcedure
    .input(z.void())
    .output(z.array(AgencyMembership))
    .query(({ ctx }) => listMemberships(ctx.deps, ctx.scope)),
  propose: agencyProcedure
    .input(ProposeMembership)
    .output(AgencyMembership)
    .mutation(({ ctx, input }) => proposeMembership(ctx.deps, ctx.scope, input)),
  withdraw: agencyProcedure
    .input(ById)
    .output(AgencyMembership)
    .mutation(({ ctx, input }) => withdrawMembership(ctx.deps, ctx.scope, input)),
  answer: kolProcedure
    .input(ById.extend({ agree: z.boolean() }))
    .output(AgencyMembership)
    .mutation(({ ctx, input }) => answerMembership(ctx.deps, ctx.scope, input)),
  end: payeeProcedure
    .input(ById)
    .output(AgencyMembership)
    .mutation(({ ctx, input }) => endMembership(ctx.deps, ctx.scope, input)),
});
