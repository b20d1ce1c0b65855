import type { Deps } from '@kolony/db';
import { mintBrandScope } from './mint.ts';
import { type BrandMe, type BrandScope, ROLE_PERMISSIONS, Role } from './schema.ts';
import { userOf } from './sessions.ts';

export interface BrandSession {
  scope: BrandScope;
  me: BrandMe;
}

/**
 * Who a brand app's cookie belongs to, with the scope of their workspace (the newest they are a member of). Role and
 * membership are read each time: taking them away works from the next request on.
 */
export async function openBrandSession(deps: Deps, token: string): Promise<BrandSession | null> {
  const user = await userOf(deps, { token, app: 'brand' });
  if (!user) return null;
  const member = await deps.db.member.findFirst({
    where: { userId: user.id },
    orderBy: [{ createdAt: 'desc' }, { brandId: 'desc' }],
    include: { brand: true },
  });
  if (!member) return null;
  const { id, name, timeZone } = member.brand;
  const role = Role.parse(member.role);
  return {
    scope: mintBrandScope({ brandId: id, actor: `user:${user.id}`, timeZone }),
    me: { user, brand: { id, name, timeZone }, role, permissions: [...ROLE_PERMISSIONS[role]] },
  };
}
