export { addChannel } from './add-channel.ts';
export { type AgencySession, openAgencySession } from './agency-session.ts';
export { type AuditFact, audit } from './audit.ts';
export { authenticateApiKey } from './authenticate-api-key.ts';
export { brandScopeOf } from './brand-scope-of.ts';
export { type BrandSession, openBrandSession } from './brand-session.ts';
export { createApiKey } from './create-api-key.ts';
export { findAgencies } from './find-agencies.ts';
export { findKols } from './find-kols.ts';
export { forgetExpiredSessions } from './forget-expired-sessions.ts';
export { acceptInvitation, inviteMember, readInvitation, revokeInvitation } from './invitations.ts';
export { kolEmails } from './kol-emails.ts';
export { type KolSession, openKolSession } from './kol-session.ts';
export { listApiKeys } from './list-api-keys.ts';
export {
  answerMembership,
  endMembership,
  listMemberships,
  proposeMembership,
  withdrawMembership,
} from './memberships.ts';
export { systemScope } from './mint.ts';
export { partyOf } from './party.ts';
export { openPortalSession, type PortalSession } from './portal-session.ts';
export { revokeApiKey } from './revoke-api-key.ts';
export { may } from './schema.ts';
export { SESSION_COOKIE } from './sessions.ts';
export { signInBrand } from './sign-in-brand.ts';
export type { Caller } from './sign-in-limit.ts';
export { signInPortal } from './sign-in-portal.ts';
export { signOut } from './sign-out.ts';
export { signUpAgency } from './sign-up-agency.ts';
export { signUpBrand } from './sign-up-brand.ts';
export { signUpKol } from './sign-up-kol.ts';
export { getSiteOrigins, setSiteOrigins } from './site-origins.ts';
export { orTaken } from './taken.ts';
export { readTeam, removeMember, setMemberRole } from './team.ts';
