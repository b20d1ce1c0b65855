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

export const NewLink = z.object({
  dealId: z.string(),
  label: z.string().trim().min(1).max(60).refine(isStorable, 'unstorable_text'),
  /** A deep link on the host of the campaign's landing page. Unset: the landing page itself. */
  destination: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .optional(),
});
export type NewLink = z.infer<typeof NewLink>;

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
  fallbackUrl: string | null;
  state: 'active' | 'paused';
  dealState: string;
  campaignState: string;
  expiresAt: Date | null;
  consentRequired: boolean;
}
