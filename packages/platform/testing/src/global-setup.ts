import type { TestProject } from 'vitest/node';
import { startStores } from './stores.ts';

/** vitest's globalSetup of the kinds that need stores: one pair for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { urls, stop } = await startStores();
  project.provide('stores', urls);
  return stop;
}
