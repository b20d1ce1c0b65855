export type { DemoManifest } from './demo/manifest.ts';
export { type SeedRequest, seedDemo } from './demo/seed-demo.ts';
export { type BrandData, fillBrand } from './generated/fill-brand.ts';
export { GENERATED, seedGenerated } from './generated/seed-generated.ts';
