import {
  changeLink,
  createLink,
  getDomain,
  listCampaignLinks,
  qrCode,
  removeDomain,
  removeQrPicture,
  setDomain,
  setLinkState,
  setQrPicture,
  verifyDomain,
} from '@kolony/links';
import {
  BrandDomain,
  ChangeLink,
  Link,
  NewLink,
  QrCode,
  QrRequest,
  SetDomain,
  SetQrPicture,
} from '@kolony/links/schema';
import { z } from 'zod';
import { Done, done } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const links = brandRouterOf({
  list: brandProcedure('campaign.read')
    .input(z.object({ campaignId: z.string() }))
    .output(z.array(Link))
    .query(({ ctx, input }) => listCampaignLinks(ctx.deps, ctx.scope, input)),
  qr: brandProcedure('campaign.read')
    .input(QrRequest)
    .output(QrCode)
    .query(({ ctx, input }) => qrCode(ctx.deps, ctx.scope, input)),
  setQrPicture: brandProcedure('campaign.write')
    .input(SetQrPicture)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await setQrPicture(ctx.deps, ctx.scope, input);
      return done;
    }),
  removeQrPicture: brandProcedure('campaign.write')
    .input(z.void())
    .output(Done)
    .mutation(async ({ ctx }) => {
      await removeQrPicture(ctx.deps, ctx.scope);
      return done;
    }),
  create: brandProcedure('deal.write')
    .input(NewLink)
    .output(Link)
    .mutation(({ ctx, input }) => createLink(ctx.deps, ctx.scope, input)),
  change: brandProcedure('deal.write')
    .input(ChangeLink)
    .output(Link)
    .mutation(({ ctx, input }) => changeLink(ctx.deps, ctx.scope, input)),
  setState: brandProcedure('deal.write')
    .input(z.object({ id: z.string(), state: Link.shape.state }))
    .output(Link)
    .mutation(({ ctx, input }) => setLinkState(ctx.deps, ctx.scope, input)),
});

/** The host that the brand's links are shown with. */
export const domain = brandRouterOf({
  get: brandProcedure('key.read')
    .input(z.void())
    .output(BrandDomain.nullable())
    .query(({ ctx }) => getDomain(ctx.deps, ctx.scope)),
  set: brandProcedure('key.write')
    .input(SetDomain)
    .output(BrandDomain)
    .mutation(({ ctx, input }) => setDomain(ctx.deps, ctx.scope, input)),
  verify: brandProcedure('key.write')
    .input(z.void())
    .output(z.object({ domain: BrandDomain.nullable(), found: z.boolean().nullable() }))
    .mutation(({ ctx }) => verifyDomain(ctx.deps, ctx.scope)),
  remove: brandProcedure('key.write')
    .input(z.void())
    .output(Done)
    .mutation(async ({ ctx }) => {
      await removeDomain(ctx.deps, ctx.scope);
      return done;
    }),
});
