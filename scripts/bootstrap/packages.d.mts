import type { Refusal } from './preflight.mjs';

export const PNPM: string;
export function isInstalled(root: string): boolean;
export function explainFailure(output: string, log: string): Refusal;
