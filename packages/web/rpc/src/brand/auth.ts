import { acceptInvitation, readInvitation, signInBrand, signOut, signUpBrand } from '@kolony/identity';
import { AcceptInvitation, BrandMe, Invited, SignIn, SignUpBrand } from '@kolony/identity/schema';
import { z } from 'zod';
import { Done, done } from '../pages.ts';
import { brandProcedure, brandPublic, brandRouterOf } from '../trpc.ts';

export const auth = brandRouterOf({
  signUp: brandPublic
    .input(SignUpBrand)
    .output(BrandMe)
    .mutation(async ({ ctx, input }) => {
      const { token, me } = await signUpBrand(ctx.deps, input, { address: ctx.address, replaces: ctx.token });
      ctx.setToken(token);
      return me;
    }),
  invitation: brandPublic
    .input(AcceptInvitation.pick({ token: true }))
    .output(Invited)
    .query(({ ctx, input }) => readInvitation(ctx.deps, input)),
  join: brandPublic
    .input(AcceptInvitation)
    .output(BrandMe)
    .mutation(async ({ ctx, input }) => {
      const caller = { address: ctx.address, replaces: ctx.token };
      const { token, me } = await acceptInvitation(ctx.deps, input, caller);
      ctx.setToken(token);
      return me;
    }),
  signIn: brandPublic
    .input(SignIn)
    .output(BrandMe)
    .mutation(async ({ ctx, input }) => {
      const { token, me } = await signInBrand(ctx.deps, input, { address: ctx.address, replaces: ctx.token });
      ctx.setToken(token);
      return me;
    }),
  signOut: brandPublic
    .input(z.void())
    .output(Done)
    .mutation(async ({ ctx }) => {
      if (ctx.token) await signOut(ctx.deps, ctx.token);
      ctx.setToken(null);
      return done;
    }),
  me: brandProcedure('signed_in')
    .input(z.void())
    .output(BrandMe)
    .query(({ ctx }) => ctx.me),
});
