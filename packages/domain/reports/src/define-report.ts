import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { resolveQuestion } from '@kolony/insights';
import type { AskedPeriod, Compare, Period } from '@kolony/insights/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import type { ReportTable } from './schema.ts';

export type ReportDeps = Deps & { warehouse: Warehouse };

type Questions = z.ZodType<{ period: AskedPeriod; timeZone?: string | undefined; compare: Compare }>;

/** A question whose days have names; `before`: those it is compared with, where they are told in one answer. */
type Asked<Question extends Questions> = Omit<z.output<Question>, 'period' | 'timeZone' | 'compare'> & {
  period: Period;
  timeZone: string;
  before: Period | null;
  beside?: boolean;
};

/** What a report is made of: how to read some days, and how they are told. Comparing them is the same for all. */
interface Definition<Question extends Questions, Answer extends z.ZodType> {
  question: Question;
  answer: Answer;
  read(deps: ReportDeps, scope: BrandScope, asked: Asked<Question>): Promise<z.output<Answer>>;
  /** The earlier answer with those rows of its lists that this one has too; it was read with all of them. */
  beside(earlier: z.output<Answer>, now: z.output<Answer>): z.output<Answer>;
  /** The answer in rows; the first table is the one a mail shows. */
  tables(now: z.output<Answer>, earlier: z.output<Answer> | null): ReportTable[];
}

/** An answer with the same report of the days it is compared with; null for none. */
type Compared<Answer extends z.ZodType> = z.ZodType<
  z.output<Answer> & { earlier: z.output<Answer> | null },
  z.input<Answer> & { earlier: z.input<Answer> | null }
>;

export interface Report<Question extends z.ZodType, Answer extends z.ZodType> {
  question: Question;
  answer: Answer;
  run(deps: ReportDeps, scope: BrandScope, question: z.output<Question>): Promise<z.output<Answer>>;
  /** Where days are compared, each figure has its own before and its change beside it. */
  tables(answer: z.output<Answer>): ReportTable[];
}

/** A report that answers for its days and, read in the same way, for those they are compared with. */
export function defineReport<Question extends Questions, Answer extends z.ZodType>({
  question: asks,
  answer,
  read,
  beside,
  tables,
}: Definition<Question, Answer>): Report<Question, Compared<Answer>> {
  return {
    question: asks,
    // Of a shape that is not known yet the type checker cannot see which keys it has.
    answer: z.intersection(answer, z.object({ earlier: answer.nullable() })) as unknown as Compared<Answer>,
    async run(deps, scope, question) {
      const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
      const { before: period } = asked;
      const [now, earlier] = await Promise.all([
        read(deps, scope, asked),
        period && read(deps, scope, { ...asked, period, before: null, beside: true }),
      ]);
      return Object.assign({}, now, { earlier: earlier && beside(earlier, now) });
    },
    tables: (report) => tables(report, report.earlier),
  };
}
