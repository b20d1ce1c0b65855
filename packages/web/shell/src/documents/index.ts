export { statementFile } from './statement-file.ts';
export { brandStatementPdf, statementPdf } from './statement-paper.ts';
