import type { AgencyScope, BrandScope, KolScope, SystemScope } from './schema.ts';

/**
 * The only place where scopes are made. Not exported from the room's door: a scope is obtained by opening a session,
 * authenticating an API key, or being a background process.
 */
export function mintBrandScope(of: { brandId: string; actor: string; timeZone: string }): BrandScope {
  return Object.freeze({ ...of }) as BrandScope;
}

export function mintKolScope(of: { kolId: string; actor: string; timeZone: string }): KolScope {
  return Object.freeze({ ...of }) as KolScope;
}

export function mintAgencyScope(of: { agencyId: string; actor: string; timeZone: string }): AgencyScope {
  return Object.freeze({ ...of }) as AgencyScope;
}

/** For jobs over all tenants; `actor` names the process in the audit log. */
export function systemScope(actor: string): SystemScope {
  return Object.freeze({ actor: `system:${actor}` }) as SystemScope;
}
