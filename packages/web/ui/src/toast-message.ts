import type { ReactNode } from 'react';

export interface ToastMessage {
  title: ReactNode;
  description?: ReactNode;
  tone?: 'success' | 'danger' | 'info';
  action?: { label: string; onSelect: () => void };
}

export type Said = ToastMessage & { id: number };
