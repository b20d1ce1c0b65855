import { isStorable, isTimeZone, webAddress } from '@kolony/kernel';
import { z } from 'zod';

export const Role = z.enum(['owner', 'manager', 'marketer', 'finance', 'clerk']);
export type Role = z.infer<typeof Role>;

/** What a procedure or endpoint asks for; ROLE_PERMISSIONS says who has it. */
export const Permission = z.enum([
  'campaign.read',
  'campaign.write',
  'deal.read',
  'deal.write',
  'report.read',
  'report.write',
  'budget.read',
  'budget.write',
  'payout.read',
  'payout.write',
  'key.read',
  'key.write',
  'team.read',
  'team.write',
]);
export type Permission = z.infer<typeof Permission>;

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: Permission.options,
  manager: [
    'campaign.read',
    'campaign.write',
    'deal.read',
    'deal.write',
    'report.read',
    'report.write',
    'budget.read',
    'payout.read',
    'key.read',
    'key.write',
    'team.read',
  ],
  marketer: ['campaign.read', 'deal.read', 'report.read', 'report.write', 'budget.read'],
  finance: [
    'campaign.read',
    'deal.read',
    'report.read',
    'report.write',
    'budget.read',
    'budget.write',
    'payout.read',
    'payout.write',
    'team.read',
  ],
  clerk: [],
};

export function may(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}

export const ApiScope = z.enum([
  'conversions:write',
  'conversions:read',
  'commissions:read',
  'campaigns:read',
  'campaigns:write',
  'deals:read',
  'links:read',
  'links:write',
  'reports:read',
  'webhooks:read',
  'webhooks:write',
]);
export type ApiScope = z.infer<typeof ApiScope>;

/**
 * Permission to act on one brand's rows. Only identity can make one, and every store function of a brand's data demands
 * one: a query without it does not compile. A private member, because neither a literal nor a spread of another scope
 * (`{ ...scope, brandId }`) has it; exported as types only, because there is no class at run time.
 */
declare class BrandScope {
  private readonly minted: 'brand';
  readonly brandId: string;
  /** `user:<id>`, `api_key:<id>`: written to the audit log. */
  readonly actor: string;
  readonly timeZone: string;
}

/** Permission to act as one KOL. */
declare class KolScope {
  private readonly minted: 'kol';
  readonly kolId: string;
  readonly actor: string;
  readonly timeZone: string;
}

/** Permission to act as one agency. */
declare class AgencyScope {
  private readonly minted: 'agency';
  readonly agencyId: string;
  readonly actor: string;
  readonly timeZone: string;
}

/** Permission to run a background job over all tenants (holds, outbox, audit). */
declare class SystemScope {
  private readonly minted: 'system';
  readonly actor: string;
}

/** Whoever earns commissions: both read their own money in the same ways. */
export type PayeeScope = KolScope | AgencyScope;

export type { AgencyScope, BrandScope, KolScope, SystemScope };

/** The key of the sentence that says so, in the forms' catalogue. */
const UNSTORABLE = 'unstorable_text';

const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** Length is the only rule of composition (OWASP ASVS 5, 6.2.5); what everybody chooses is refused at sign-up. */
const Password = z.string().min(10).max(200).refine(isStorable, UNSTORABLE);
const Name = z.string().trim().min(1).max(80).refine(isStorable, UNSTORABLE);

/** An IANA name, in the spelling the databases know; an offset such as +08:00 is no name. */
const TimeZone = z
  .string()
  .max(64)
  .refine((name) => /^[A-Za-z]/.test(name) && isTimeZone(name), 'unknown_time_zone')
  .overwrite((name) =>
    isTimeZone(name) ? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone : name,
  );

export const SignIn = z.object({ email: Email, password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof SignIn>;

export const SignUpBrand = z.object({
  email: Email,
  password: Password,
  name: Name,
  workspace: Name,
  timeZone: TimeZone,
});
export type SignUpBrand = z.infer<typeof SignUpBrand>;

export const SignUpKol = z.object({
  email: Email,
  password: Password,
  displayName: Name,
  handle: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9](?:[a-z0-9_]{1,28})[a-z0-9]$/, 'handle'),
  timeZone: TimeZone,
});
export type SignUpKol = z.infer<typeof SignUpKol>;

export const BrandMe = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  brand: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  role: Role,
  permissions: z.array(Permission),
});
export type BrandMe = z.infer<typeof BrandMe>;

/** Somebody of a workspace. */
export const Member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  since: z.date(),
});
export type Member = z.infer<typeof Member>;

/** Somebody who was sent a link and has not used it yet. */
export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: Role,
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type Invitation = z.infer<typeof Invitation>;

export const Team = z.object({ members: z.array(Member), invitations: z.array(Invitation) });
export type Team = z.infer<typeof Team>;

export const InviteMember = z.object({ email: Email, role: Role });
export type InviteMember = z.infer<typeof InviteMember>;

/** What the bearer of a link is asked to join. */
export const Invited = z.object({ workspace: z.string(), email: z.string(), role: Role });
export type Invited = z.infer<typeof Invited>;

export const AcceptInvitation = z.object({ token: z.string().max(100), name: Name, password: Password });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const SetMemberRole = z.object({ userId: z.string(), role: Role });
export type SetMemberRole = z.infer<typeof SetMemberRole>;

export const Platform = z.enum([
  'xiaohongshu',
  'douyin',
  'taobao_live',
  'weibo',
  'wechat',
  'bilibili',
  'instagram',
  'tiktok',
  'youtube',
  'other',
]);
export type Platform = z.infer<typeof Platform>;

export const Channel = z.object({
  id: z.string(),
  platform: Platform,
  handle: z.string(),
  url: z.string(),
  followers: z.int(),
  niche: z.string(),
});
export type Channel = z.infer<typeof Channel>;

export const NewChannel = z.object({
  platform: Platform,
  handle: z.string().trim().min(1).max(60).refine(isStorable, UNSTORABLE),
  url: z
    .string()
    .trim()
    .max(500)
    .refine((text) => webAddress(text) !== null, 'url')
    .overwrite((text) => webAddress(text)?.href ?? text),
  followers: z.int().min(0).max(2_000_000_000),
  niche: z.string().trim().min(1).max(40).refine(isStorable, UNSTORABLE),
});
export type NewChannel = z.infer<typeof NewChannel>;

export const KolMe = z.object({
  as: z.literal('kol'),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  kol: z.object({
    id: z.string(),
    handle: z.string(),
    displayName: z.string(),
    bio: z.string(),
    timeZone: z.string(),
  }),
  channels: z.array(Channel),
});
export type KolMe = z.infer<typeof KolMe>;

/** An MCN runs KOLs, a sub-agency works for one, a promoter brings orders; all three share commissions. */
export const AgencyKind = z.enum(['mcn', 'sub_agency', 'promoter']);
export type AgencyKind = z.infer<typeof AgencyKind>;

export const SignUpAgency = z.object({
  email: Email,
  password: Password,
  name: Name,
  kind: AgencyKind,
  timeZone: TimeZone,
});
export type SignUpAgency = z.infer<typeof SignUpAgency>;

export const AgencyMe = z.object({
  as: z.literal('agency'),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  agency: z.object({ id: z.string(), name: z.string(), kind: AgencyKind, timeZone: z.string() }),
});
export type AgencyMe = z.infer<typeof AgencyMe>;

/** Who is signed in to the portal. */
export const PortalMe = z.discriminatedUnion('as', [KolMe, AgencyMe]);
export type PortalMe = z.infer<typeof PortalMe>;

/** A KOL in an agency, with the share of the KOL's part that the KOL agrees to. */
export const AgencyMembership = z.object({
  id: z.string(),
  agency: z.object({ id: z.string(), name: z.string(), kind: AgencyKind }),
  kol: z.object({ id: z.string(), handle: z.string(), displayName: z.string() }),
  shareBp: z.int(),
  state: z.enum(['proposed', 'agreed', 'declined', 'withdrawn', 'ended']),
  proposedAt: z.date(),
  answeredAt: z.date().nullable(),
  endedAt: z.date().nullable(),
});
export type AgencyMembership = z.infer<typeof AgencyMembership>;

export const ProposeMembership = z.object({
  handle: z.string().trim().toLowerCase().min(1).max(60),
  /** Basis points of what the KOL would get alone: 2000 = 20 %. */
  shareBp: z.int().min(1).max(9_000),
});
export type ProposeMembership = z.infer<typeof ProposeMembership>;

/** An agency as brands find it, to name it as a partner in an offer. */
export const AgencyCard = z.object({ id: z.string(), name: z.string(), kind: AgencyKind });
export type AgencyCard = z.infer<typeof AgencyCard>;

/** A KOL as brands find them. */
export const KolCard = z.object({
  id: z.string(),
  handle: z.string(),
  displayName: z.string(),
  bio: z.string(),
  channels: z.array(Channel),
});
export type KolCard = z.infer<typeof KolCard>;

export const NewApiKey = z.object({ name: Name, scopes: z.array(ApiScope).min(1) });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(ApiScope),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** Scheme, host and port, as browsers say it in `Origin`: https://shop.example. A trailing slash is forgiven. */
const Origin = z
  .string()
  .trim()
  .max(200)
  .refine((text) => originOf(text) !== null, 'origin')
  .overwrite((text) => originOf(text) ?? text);

function originOf(text: string): string | null {
  const url = webAddress(text);
  return url && url.href === `${url.origin}/` ? url.origin : null;
}

/** The brand's shops: only their pages may send views, carts and order hints to the tracker. */
export const SiteOrigins = z.object({ origins: z.array(Origin).max(50) });
export type SiteOrigins = z.infer<typeof SiteOrigins>;
