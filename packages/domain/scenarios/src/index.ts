export type { DemoManifest } from './demo/manifest.ts';
export { type SeedRequest, seedDemo } from './demo/seed-demo.ts';
