import { brandStatementPdf, statementFile } from '@kolony/shell/documents';
import { getQueryClient, trpc, whoAmI } from '../../../../trpc.server.ts';

/** `?currency=CNY&month=2026-11`: what the screen shows, to keep. */
export async function GET(request: Request): Promise<Response> {
  const { brand } = await whoAmI();
  return statementFile(request, brand.timeZone, async (period, reader) =>
    brandStatementPdf(await getQueryClient().fetchQuery(trpc.statements.brand.queryOptions(period)), reader),
  );
}
