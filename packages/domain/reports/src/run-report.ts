import type { BrandScope } from '@kolony/identity/schema';
import { resolveQuestion } from '@kolony/insights';
import { type Period, ReportQuestion } from '@kolony/insights/schema';
import { KolonyError } from '@kolony/kernel';
import type { z } from 'zod';
import { REPORTS } from './catalogue.ts';
import type { Report, ReportDeps } from './define-report.ts';
import type { ReportName, ReportTable } from './schema.ts';

/** A report by its name, with the question as it came: `reports/bad_question` {field} when it is none of this report's. */
export async function runReport(
  deps: ReportDeps,
  scope: BrandScope,
  { report, question }: { report: ReportName; question: unknown },
): Promise<{ answer: unknown; before: Period | null; tables: ReportTable[] }> {
  const found: Report<z.ZodType, z.ZodType<{ earlier: { period: Period } | null }>> = REPORTS[report];
  const answer = await found.run(deps, scope, readQuestion({ report, question }));
  return { answer, before: answer.earlier?.period ?? null, tables: found.tables(answer) };
}

function readQuestion({ report, question }: { report: ReportName; question: unknown }): unknown {
  const read = REPORTS[report].question.safeParse(question);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') || 'question';
  throw new KolonyError('reports/bad_question', 'invalid', { field });
}

/** The question with its days by name and its time zone, so that it is the same one tomorrow and to everybody. */
export function pinQuestion(
  { report, question }: { report: ReportName; question: unknown },
  { now, timeZone: usual }: { now: Date; timeZone: string },
): Record<string, unknown> {
  const asked = readQuestion({ report, question });
  const { period, timeZone } = resolveQuestion(ReportQuestion.parse(asked), { now, timeZone: usual });
  return { ...Object(asked), period, timeZone };
}
