export { BrandStatementView } from './brand-statement-view.tsx';
export { DealTimeline } from './deal-timeline.tsx';
export { ExplanationTree } from './explanation-tree.tsx';
export { TermsDiff, TermsForm } from './lazy-terms.tsx';
export { monthOf, monthRange, recentMonths } from './month.ts';
export { StatementView } from './statement-view.tsx';
export { TermsInWords } from './terms-in-words.tsx';
