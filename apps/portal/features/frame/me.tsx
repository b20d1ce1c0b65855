'use client';
import type { PortalMe } from '@kolony/identity/schema';
import { createContext, type ReactNode, useContext } from 'react';

const Me = createContext<PortalMe | null>(null);

export function MeProvider({ me, children }: { me: PortalMe; children: ReactNode }) {
  return <Me value={me}>{children}</Me>;
}

/** Whose portal this is: a KOL's or an agency's. */
export function useMe(): PortalMe {
  const me = useContext(Me);
  if (!me) throw new Error('outside of the signed-in pages');
  return me;
}
