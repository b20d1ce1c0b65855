import { addChannel, signInKol, signOut, signUpKol } from '@kolony/identity';
import { Channel, KolMe, NewChannel, SignIn, SignUpKol } from '@kolony/identity/schema';
import { z } from 'zod';
import { Done, done } from '../pages.ts';
import { portalProcedure, portalPublic, portalRouterOf } from '../trpc.ts';

export const auth = portalRouterOf({
  signUp: portalPublic
    .input(SignUpKol)
    .output(KolMe)
    .mutation(async ({ ctx, input }) => {
      const { token, me } = await signUpKol(ctx.deps, input, { address: ctx.address, replaces: ctx.token });
      ctx.setToken(token);
      return me;
    }),
  signIn: portalPublic
    .input(SignIn)
    .output(KolMe)
    .mutation(async ({ ctx, input }) => {
      const { token, me } = await signInKol(ctx.deps, input, { address: ctx.address, replaces: ctx.token });
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
  me: portalProcedure
    .input(z.void())
    .output(KolMe)
    .query(({ ctx }) => ctx.me),
});

export const channels = portalRouterOf({
  add: portalProcedure
    .input(NewChannel)
    .output(Channel)
    .mutation(({ ctx, input }) => addChannel(ctx.deps, ctx.scope, input)),
});
