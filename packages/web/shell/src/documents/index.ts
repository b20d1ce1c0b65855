export { orderCsvHeader, orderCsvLines } from './order-file.ts';
export { type ReportPaper, reportXlsx } from './report-book.ts';
export { reportCsv } from './report-file.ts';
export { statementFile } from './statement-file.ts';
export { brandStatementPdf, statementPdf } from './statement-paper.ts';
