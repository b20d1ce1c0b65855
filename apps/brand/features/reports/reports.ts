/** The reports, in the order of their tabs; each is a page `/reports/<name>`. */
export const REPORT_PAGES = [
  'overview',
  'kols',
  'attribution',
  'funnel',
  'products',
  'customers',
  'timing',
  'traffic',
  'codes',
  'quality',
  'content',
  'spend',
] as const;
export type ReportPage = (typeof REPORT_PAGES)[number];
