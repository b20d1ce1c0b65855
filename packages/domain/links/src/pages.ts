import { isStorable } from '@kolony/kernel';
import { z } from 'zod';

const Text = (longest: number) => z.string().trim().min(1).max(longest).refine(isStorable, 'unstorable_text');

/** One line of a bundle, as its KOL sees it. */
const BundleItem = z.object({
  linkId: z.string(),
  title: z.string(),
  url: z.string(),
  brand: z.string(),
  /** Leads somewhere: link, deal and campaign are all in force. Others are not shown to visitors. */
  live: z.boolean(),
});

/** Links of one or more deals under one short address; on the storefront it is a section. */
export const Bundle = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  onStorefront: z.boolean(),
  published: z.boolean(),
  items: z.array(BundleItem),
});
export type Bundle = z.infer<typeof Bundle>;

export const NewBundle = z.object({
  /** Set: this bundle becomes as said. */
  id: z.string().optional(),
  title: Text(60),
  onStorefront: z.boolean(),
  published: z.boolean(),
  /** In the order of the page. */
  items: z
    .array(z.object({ linkId: z.string(), title: Text(80) }))
    .min(1)
    .max(50)
    .refine((items) => new Set(items.map(({ linkId }) => linkId)).size === items.length, 'link_twice'),
});
export type NewBundle = z.infer<typeof NewBundle>;

/** The KOL's own view of their page. */
export const Storefront = z.object({
  handle: z.string(),
  bio: z.string(),
  published: z.boolean(),
  bundles: z.array(Bundle),
});
export type Storefront = z.infer<typeof Storefront>;

export const SetStorefront = z.object({
  bio: z.string().trim().max(300).refine(isStorable, 'unstorable_text').default(''),
  published: z.boolean(),
  /** Bundles in their new order; those that are not named follow. */
  order: z.array(z.string()).max(100).optional(),
});
export type SetStorefront = z.input<typeof SetStorefront>;

/** What a visitor sees of a bundle: only what leads somewhere, each with the label its campaign asks for. */
export const PublicBundle = z.object({
  slug: z.string(),
  title: z.string(),
  kol: z.object({ handle: z.string(), displayName: z.string() }),
  items: z.array(z.object({ title: z.string(), brand: z.string(), disclosure: z.string(), url: z.string() })),
});
export type PublicBundle = z.infer<typeof PublicBundle>;

export const PublicStorefront = z.object({
  handle: z.string(),
  displayName: z.string(),
  bio: z.string(),
  sections: z.array(PublicBundle),
});
export type PublicStorefront = z.infer<typeof PublicStorefront>;

const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** A host of the brand's own: as typed, its name alone is kept. */
export const SetDomain = z.object({
  host: z
    .string()
    .trim()
    .toLowerCase()
    .overwrite((text) => text.replace(/^https?:\/\//, '').replace(/\/$/, ''))
    .refine((text) => HOST.test(text), 'host'),
});
export type SetDomain = z.infer<typeof SetDomain>;

export const BrandDomain = z.object({
  host: z.string(),
  /** Where the TXT record belongs, and what it has to say. */
  record: z.object({ name: z.string(), value: z.string() }),
  verifiedAt: z.date().nullable(),
  /** Since when the record of a proven host is missing; links go back to the tracker's host after three days. */
  missingSince: z.date().nullable(),
  checkedAt: z.date().nullable(),
});
export type BrandDomain = z.infer<typeof BrandDomain>;
