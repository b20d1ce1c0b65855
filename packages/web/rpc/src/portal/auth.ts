import { addChannel, signInPortal, signOut, signUpAgency, signUpKol } from '@kolony/identity';
import {
  AgencyMe,
  Channel,
  KolMe,
  NewChannel,
  PortalMe,
  SignIn,
  SignUpAgency,
  SignUpKol,
} from '@kolony/identity/schema';
import { z } from 'zod';
import { Done, done } from '../pages.ts';
import { kolProcedure, payeeProcedure, portalPublic, portalRouterOf } from '../trpc.ts';

export const auth = portalRouterOf({
  signUp: portalPublic
    .input(SignUpKol)
    .output(KolMe)
    .mutation(async ({ ctx, input }) => {
      const { token, me } = await signUpKol(ctx.deps, input, { address: ctx.address, replaces: ctx.token });
      ctx.setToken(token);
      return me;
    }),
  signUpAgency: portalPublic
    .input(SignUpAgency)
    .output(AgencyMe)
    .mutation(async ({ ctx, input }) => {
      const { token, me } = await signUpAgency(ctx.deps, input, {
        address: ctx.address,
        replaces: ctx.token,
      });
      ctx.setToken(token);
      return me;
    }),
  signIn: portalPublic
    .input(SignIn)
    .output(PortalMe)
    .mutation(async ({ ctx, input }) => {
      const { token, me } = await signInPortal(ctx.deps, input, {
        address: ctx.address,
        replaces: ctx.token,
      });
      ctx.setToken(token);
      return me;
    }),
  signOut: portalPublic
    .input(z.void())
    .output(Done)
    .mutation(async ({ ctx }) => {
      if (ctx.token) await signOut(ctx.deps, ctx.token);
      ctx.setToken(null);
      return done;
    }),
  me: payeeProcedure
    .input(z.void())
    .output(PortalMe)
    .query(({ ctx }) => ctx.me),
});

export const channels = portalRouterOf({
  add: kolProcedure
    .input(NewChannel)
    .output(Channel)
    .mutation(({ ctx, input }) => addChannel(ctx.deps, ctx.scope, input)),
});
