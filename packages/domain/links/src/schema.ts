import { isStorable } from '@kolony/kernel';
import { z } from 'zod';

/** How a visitor came to a link; told by the last part of the address: `/slug`, `/slug/q`, `/slug/s`, `/slug/b`. */
export const Medium = z.enum(['link', 'qr', 'storefront', 'bundle']);
export type Medium = z.infer<typeof Medium>;

const Text = (longest: number) => z.string().trim().min(1).max(longest).refine(isStorable, 'unstorable_text');

/** What a shop's own statistics read: a part of the destination's address, `utm_source` and so on. */
export const Utm = z.object({
  source: Text(100).optional(),
  medium: Text(100).optional(),
  campaign: Text(100).optional(),
  content: Text(100).optional(),
  term: Text(100).optional(),
});
export type Utm = z.infer<typeof Utm>;

/** A word of whoever shares the link; recorded with each click, in this order, and never part of where it leads. */
const SubIds = z.array(z.string().regex(/^[\w.-]{1,64}$/, 'sub_id')).max(3);

export const Device = z.enum(['mobile', 'tablet', 'desktop']);
export type Device = z.infer<typeof Device>;
export const Platform = z.enum(['ios', 'android', 'harmony', 'other']);
export type Platform = z.infer<typeof Platform>;

/**
 * Where some visitors of a link go instead of its destination: those for whom every condition that is set holds. Routes
 * with a condition go before those without; several that hold share the visitors by weight (an A/B test).
 */
export const LinkRoute = z.object({
  /** Recorded with each click: `app-ios`, `b`. */
  name: z.string().regex(/^[a-z0-9-]{1,20}$/, 'route_name'),
  /** As a link's. An app is opened by its https address (universal links, app links). */
  destination: z.url({ protocol: /^https?$/ }).max(1_000),
  devices: z.array(Device).min(1).optional(),
  platforms: z.array(Platform).min(1).optional(),
  /** ISO 3166-1 alpha-2. A visitor whose country is not known is in none. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'country'))
    .min(1)
    .max(250)
    .optional(),
  weight: z.int().min(1).max(1_000).default(1),
});
export type LinkRoute = z.infer<typeof LinkRoute>;

export const Link = z.object({
  id: z.string(),
  dealId: z.string(),
  campaignId: z.string(),
  kolId: z.string(),
  slug: z.string(),
  /** The address to share: tracker origin + slug. */
  url: z.string(),
  label: z.string(),
  destination: z.string(),
  /** What of the destination's address is UTM. */
  utm: Utm,
  routes: z.array(LinkRoute),
  subIds: z.array(z.string()),
  expiresAt: z.date().nullable(),
  state: z.enum(['active', 'paused']),
  createdAt: z.date(),
});
export type Link = z.infer<typeof Link>;

export const NewLink = z.object({
  dealId: z.string(),
  label: Text(60),
  /** A deep link on the host of the campaign's landing page. Unset: the landing page itself. */
  destination: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .optional(),
  routes: z
    .array(LinkRoute)
    .max(20)
    .refine((routes) => new Set(routes.map(({ name }) => name)).size === routes.length, 'route_twice')
    .optional(),
  /** Set on the destination and on every route's; unset: they stay as they are. */
  utm: Utm.optional(),
  subIds: SubIds.optional(),
  expiresAt: z.date().optional(),
  /** The visitor cookie is set only after the visitor agreed to it. */
  consentRequired: z.boolean().optional(),
});
export type NewLink = z.infer<typeof NewLink>;

/** All of a link that can be changed; what is not said is what a new link without it would have. */
export const ChangeLink = NewLink.omit({ dealId: true }).extend({ id: z.string() });
export type ChangeLink = z.infer<typeof ChangeLink>;

/** What came of visiting a link for a test. */
export const TestVisit = z.object({
  url: z.string(),
  /** 302; 404 or 410 when the link leads nowhere. */
  status: z.int(),
  location: z.string().nullable(),
  /** The click token; null where the visit earns nobody: the link or its campaign is not live. */
  clickId: z.string().nullable(),
  at: z.date(),
  tookMs: z.int(),
});
export type TestVisit = z.infer<typeof TestVisit>;

/** A code of the brand's shop that belongs to one deal; the same in any case. */
export const Coupon = z.object({ id: z.string(), dealId: z.string(), code: z.string(), createdAt: z.date() });
export type Coupon = z.infer<typeof Coupon>;

/** Begins with a letter or digit: no spreadsheet takes it for a formula. */
const Code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{2,39}$/u, 'code');

export const NewCoupon = z.object({ dealId: z.string(), code: Code });
export type NewCoupon = z.infer<typeof NewCoupon>;

export const GenerateCoupons = z.object({
  dealId: z.string(),
  /** What every code begins with. */
  prefix: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,19}$/u, 'code_prefix')
    .optional(),
  count: z.int().min(1).max(1_000),
});
export type GenerateCoupons = z.infer<typeof GenerateCoupons>;

/** A line of the list that a shop loads its codes from. */
export const CouponForShop = z.object({
  code: z.string(),
  kol: z.string(),
  campaign: z.string(),
  createdAt: z.date(),
});
export type CouponForShop = z.infer<typeof CouponForShop>;

export const QrCode = z.object({
  svg: z.string(),
  url: z.string(),
  /** Who has a picture of their own; the other's initial stands in its place. */
  pictures: z.object({ kol: z.boolean(), brand: z.boolean() }),
});
export type QrCode = z.infer<typeof QrCode>;

/** Whose picture or initial stands in the middle of a QR code. */
export const QrRequest = z.object({ id: z.string(), logo: z.enum(['kol', 'brand', 'none']).default('none') });
export type QrRequest = z.input<typeof QrRequest>;

/** A PNG or a JPEG of at most 256 kB, base64. */
export const SetQrPicture = z.object({ image: z.base64().min(1).max(400_000) });
export type SetQrPicture = z.infer<typeof SetQrPicture>;

export {
  BrandDomain,
  Bundle,
  NewBundle,
  PublicBundle,
  PublicStorefront,
  SetDomain,
  SetStorefront,
  Storefront,
} from './pages.ts';

/** What the tracker knows of a slug: enough to decide, mint a click token and record the click, without a look-up. */
export interface ResolvedLink {
  id: string;
  /** Short numbers that fit into a click token. */
  no: number;
  dealNo: number;
  slug: string;
  brandId: string;
  campaignId: string;
  dealId: string;
  kolId: string;
  destination: string;
  routes: readonly LinkRoute[];
  fallbackUrl: string | null;
  state: 'active' | 'paused';
  dealState: string;
  campaignState: string;
  /** The campaign cannot pay for another order. */
  budgetSpent: boolean;
  expiresAt: Date | null;
  consentRequired: boolean;
  subIds: readonly string[];
}
