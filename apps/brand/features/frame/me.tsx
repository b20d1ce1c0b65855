'use client';
import type { BrandMe, Permission } from '@kolony/identity/schema';
import { createContext, type ReactNode, useContext } from 'react';

const Me = createContext<BrandMe | null>(null);

export function MeProvider({ me, children }: { me: BrandMe; children: ReactNode }) {
  return <Me value={me}>{children}</Me>;
}

/** Whether to show a control; the server decides again. */
export function useMay(): (permission: Permission) => boolean {
  const me = useContext(Me);
  return (permission) => me?.permissions.includes(permission) ?? false;
}

export function useBrand(): BrandMe['brand'] {
  const me = useContext(Me);
  if (!me) throw new Error('outside of the signed-in pages');
  return me.brand;
}
