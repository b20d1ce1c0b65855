import type { ReactNode } from 'react';
import { onlyFor } from '../../../trpc.server.ts';

export default async function Layout({ children }: { children: ReactNode }) {
  await onlyFor('kol');
  return children;
}
