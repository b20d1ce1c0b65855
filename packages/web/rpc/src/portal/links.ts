import { couponUse } from '@kolony/commissions';
import { CouponUse } from '@kolony/commissions/schema';
import {
  changeLink,
  createLink,
  deleteBundle,
  getStorefront,
  listLinks,
  qrCode,
  readBundle,
  readStorefront,
  removeQrPicture,
  saveBundle,
  setLinkState,
  setQrPicture,
  setStorefront,
} from '@kolony/links';
import {
  Bundle,
  ChangeLink,
  Link,
  NewBundle,
  NewLink,
  PublicBundle,
  PublicStorefront,
  QrCode,
  QrRequest,
  SetQrPicture,
  SetStorefront,
  Storefront,
} from '@kolony/links/schema';
import { z } from 'zod';
import { ById, Done, done, ListRequest, pageOf } from '../pages.ts';
import { kolProcedure, portalPublic, portalRouterOf } from '../trpc.ts';

const LinkState = z.object({ id: z.string(), state: Link.shape.state });

export const links = portalRouterOf({
  list: kolProcedure
    .input(z.object({ dealId: z.string().optional() }))
    .output(z.array(Link))
    .query(({ ctx, input }) => listLinks(ctx.deps, ctx.scope, input)),
  create: kolProcedure
    .input(NewLink)
    .output(Link)
    .mutation(({ ctx, input }) => createLink(ctx.deps, ctx.scope, input)),
  change: kolProcedure
    .input(ChangeLink)
    .output(Link)
    .mutation(({ ctx, input }) => changeLink(ctx.deps, ctx.scope, input)),
  setState: kolProcedure
    .input(LinkState)
    .output(Link)
    .mutation(({ ctx, input }) => setLinkState(ctx.deps, ctx.scope, input)),
  qr: kolProcedure
    .input(QrRequest)
    .output(QrCode)
    .query(({ ctx, input }) => qrCode(ctx.deps, ctx.scope, input)),
  setQrPicture: kolProcedure
    .input(SetQrPicture)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await setQrPicture(ctx.deps, ctx.scope, input);
      return done;
    }),
  removeQrPicture: kolProcedure
    .input(z.void())
    .output(Done)
    .mutation(async ({ ctx }) => {
      await removeQrPicture(ctx.deps, ctx.scope);
      return done;
    }),
});

export const coupons = portalRouterOf({
  list: kolProcedure
    .input(ListRequest.extend({ dealId: z.string().optional() }))
    .output(pageOf(CouponUse))
    .query(({ ctx, input }) => couponUse(ctx.deps, ctx.scope, input)),
});

/** The KOL's public page and the bundles on it. */
export const storefront = portalRouterOf({
  get: kolProcedure
    .input(z.void())
    .output(Storefront)
    .query(({ ctx }) => getStorefront(ctx.deps, ctx.scope)),
  set: kolProcedure
    .input(SetStorefront)
    .output(Storefront)
    .mutation(({ ctx, input }) => setStorefront(ctx.deps, ctx.scope, input)),
  saveBundle: kolProcedure
    .input(NewBundle)
    .output(Bundle)
    .mutation(({ ctx, input }) => saveBundle(ctx.deps, ctx.scope, input)),
  deleteBundle: kolProcedure
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteBundle(ctx.deps, ctx.scope, input);
      return done;
    }),
});

/** What whoever comes by may see. */
export const pages = portalRouterOf({
  storefront: portalPublic
    .input(z.object({ handle: z.string().max(60) }))
    .output(PublicStorefront.nullable())
    .query(({ ctx, input }) => readStorefront(ctx.deps, input)),
  bundle: portalPublic
    .input(z.object({ slug: z.string().max(64) }))
    .output(PublicBundle.nullable())
    .query(({ ctx, input }) => readBundle(ctx.deps, input)),
});
