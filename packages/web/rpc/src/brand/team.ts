import { inviteMember, readTeam, removeMember, revokeInvitation, setMemberRole } from '@kolony/identity';
import { Invitation, InviteMember, SetMemberRole, Team } from '@kolony/identity/schema';
import { z } from 'zod';
import { ById, Done, done } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const team = brandRouterOf({
  get: brandProcedure('team.read')
    .input(z.void())
    .output(Team)
    .query(({ ctx }) => readTeam(ctx.deps, ctx.scope)),
  /** The token is in this answer and nowhere else. */
  invite: brandProcedure('team.write')
    .input(InviteMember)
    .output(z.object({ token: z.string(), invitation: Invitation }))
    .mutation(({ ctx, input }) => inviteMember(ctx.deps, ctx.scope, input)),
  revoke: brandProcedure('team.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeInvitation(ctx.deps, ctx.scope, input);
      return done;
    }),
  setRole: brandProcedure('team.write')
    .input(SetMemberRole)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await setMemberRole(ctx.deps, ctx.scope, input);
      return done;
    }),
  remove: brandProcedure('team.write')
    .input(SetMemberRole.pick({ userId: true }))
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeMember(ctx.deps, ctx.scope, input);
      return done;
    }),
});
