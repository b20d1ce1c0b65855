'use client';
export { CommandPalette as default } from '@kolony/ui';
