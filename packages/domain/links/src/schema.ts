import { isStorable } from '@kolony/kernel';
import { z } from 'zod';

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
  state: z.enum(['active', 'paused']),
  createdAt: z.date(),
});
export type Link = z.infer<typeof Link>;

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

export const NewLink = z.object({
  dealId: z.string(),
  label: z.string().trim().min(1).max(60).refine(isStorable, 'unstorable_text'),
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
  expiresAt: z.date().optional(),
  /** The visitor cookie is set only after the visitor agreed to it. */
  consentRequired: z.boolean().optional(),
});
export type NewLink = z.infer<typeof NewLink>;

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

export const NewCoupon = z.object({
  dealId: z.string(),
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[\p{L}\p{N}_-]{3,40}$/u, 'code'),
});
export type NewCoupon = z.infer<typeof NewCoupon>;

export const QrCode = z.object({ svg: z.string(), url: z.string() });
export type QrCode = z.infer<typeof QrCode>;

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
}
