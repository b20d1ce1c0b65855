export { authenticateApiKey, createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
export { audit, type AuditFact } from './audit.ts';
export { type BrandSession, openBrandSession, signInBrand, signUpBrand } from './brand-accounts.ts';
export { addChannel } from './channels.ts';
export { findKols } from './find-kols.ts';
export { forgetExpiredSessions } from './housekeeping.ts';
export { type KolSession, openKolSession, signInKol, signUpKol } from './kol-accounts.ts';
export { systemScope } from './mint.ts';
export { SESSION_COOKIE, signOut } from './sessions.ts';
