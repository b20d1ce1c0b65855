import { statementFile, statementPdf } from '@kolony/shell/documents';
import { getQueryClient, trpc, whoAmI } from '../../../../trpc.server.ts';

/** `?brand=brd_…&currency=CNY&month=2026-11`: what the screen shows, to keep. */
export async function GET(request: Request): Promise<Response> {
  const me = await whoAmI();
  const brandId = new URL(request.url).searchParams.get('brand') ?? '';
  const { timeZone } = me.as === 'kol' ? me.kol : me.agency;
  return statementFile(request, timeZone, async (period, reader) =>
    statementPdf(
      await getQueryClient().fetchQuery(trpc.statements.get.queryOptions({ brandId, ...period })),
      reader,
    ),
  );
}
