'use client';
import { Drawer } from '@kolony/ui';
import type { ReactNode } from 'react';

/** The rest of the navigation on a phone; its code is fetched when it is asked for. */
export default function MoreDrawer({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Drawer side="start" open onClose={onClose} title={title}>
      {children}
    </Drawer>
  );
}
