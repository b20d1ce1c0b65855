import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import type { z } from 'zod';
import type { ReportTable } from './schema.ts';

export type ReportDeps = Deps & { warehouse: Warehouse };

export interface Report<Question extends z.ZodType, Answer extends z.ZodType> {
  question: Question;
  answer: Answer;
  run(deps: ReportDeps, scope: BrandScope, question: z.output<Question>): Promise<z.output<Answer>>;
  /** The answer in rows; the first table is the one a mail shows. */
  tables(answer: z.output<Answer>): ReportTable[];
}

export function defineReport<Question extends z.ZodType, Answer extends z.ZodType>(
  report: Report<Question, Answer>,
): Report<Question, Answer> {
  return report;
}
