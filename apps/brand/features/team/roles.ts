import type { Role } from '@kolony/identity/schema';

/** From who may do everything to who may do least. */
export const ROLES = ['owner', 'manager', 'marketer', 'finance', 'clerk'] as const satisfies readonly Role[];
