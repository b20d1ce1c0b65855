export { REPORTS } from './catalogue.ts';
export { defineReport, type Report, type ReportDeps } from './define-report.ts';
export { kolReport } from './kol-report.ts';
export { reportFilters } from './report-filters.ts';
export { reportOrders } from './report-orders.ts';
