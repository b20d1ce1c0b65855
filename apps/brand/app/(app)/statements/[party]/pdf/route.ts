import { statementFile, statementPdf } from '@kolony/shell/documents';
import { getQueryClient, trpc, whoAmI } from '../../../../../trpc.server.ts';

/** `?currency=CNY&month=2026-11`: what the screen shows, to keep. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ party: string }> },
): Promise<Response> {
  const { brand } = await whoAmI();
  const party = decodeURIComponent((await params).party);
  return statementFile(request, brand.timeZone, async (period, reader) =>
    statementPdf(
      await getQueryClient().fetchQuery(trpc.statements.party.queryOptions({ party, ...period })),
      reader,
    ),
  );
}
