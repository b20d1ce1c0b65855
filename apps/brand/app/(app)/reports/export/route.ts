import { ReportName } from '@kolony/reports/schema';
import { failureOf } from '@kolony/shell';
import { reportCsv, reportXlsx } from '@kolony/shell/documents';
import { getTranslations } from 'next-intl/server';
import { getQueryClient, trpc, whoAmI } from '../../../../trpc.server.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `?report=kols&format=xlsx&question={…}`: the report's tables as a file, in the reader's language. */
export async function GET(request: Request): Promise<Response> {
  await whoAmI();
  const { searchParams } = new URL(request.url);
  const report = ReportName.safeParse(searchParams.get('report')).data;
  const question = readQuestion(searchParams.get('question'));
  const format = searchParams.get('format');
  if (!report || !question || (format !== 'csv' && format !== 'xlsx'))
    return new Response('report, question and format (csv or xlsx) are needed', { status: 400 });
  const words: (key: string) => string = await getTranslations('reports.tables');
  try {
    const tables = await getQueryClient().fetchQuery(trpc.reports.tables.queryOptions({ report, question }));
    const [first] = tables;
    const body =
      format === 'csv'
        ? Buffer.from(first ? reportCsv(first, { report, words }) : '')
        : Buffer.from(await reportXlsx({ report, tables, words }));
    return new Response(body, {
      headers: {
        'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : XLSX,
        'content-disposition': `attachment; filename="kolony-${report}.${format}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    const { kind } = failureOf(error);
    if (kind === 'invalid') return new Response('The question is none of this report’s.', { status: 400 });
    if (kind === 'forbidden') return new Response('Your role may not read it.', { status: 403 });
    throw error;
  }
}

function readQuestion(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
