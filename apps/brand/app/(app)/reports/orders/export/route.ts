import { may } from '@kolony/identity';
import { orderStream, type ReportDeps } from '@kolony/reports';
import { OrdersQuestion } from '@kolony/reports/schema';
import { brandContext } from '@kolony/rpc/server';
import { orderCsvHeader, orderCsvLines } from '@kolony/shell/documents';
import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';

/** `?question={…}`: all orders behind a number as CSV, streamed: however many there are, one page is in memory. */
export async function GET(request: Request): Promise<Response> {
  const { session, deps } = await brandContext(new Headers(await headers()));
  if (!session) return new Response('Sign in first.', { status: 401 });
  if (!may(session.me.role, 'report.read'))
    return new Response('Your role may not read it.', { status: 403 });
  const question = OrdersQuestion.safeParse(readJson(new URL(request.url).searchParams.get('question')));
  if (!question.success) return new Response('This is no question of orders.', { status: 400 });
  const words: (key: string) => string = await getTranslations('reports.orders');
  const { currency } = question.data;
  const pages = orderStream(deps satisfies ReportDeps, session.scope, question.data);
  const text = new TextEncoder();
  let begun = false;
  const body = new ReadableStream<Uint8Array>({
    // Asked only when the reader has taken what is there: a slow line slows the query, and memory stays.
    async pull(stream) {
      if (!begun) {
        begun = true;
        stream.enqueue(text.encode(orderCsvHeader(words, currency)));
        return;
      }
      const { done, value } = await pages.next();
      if (done) stream.close();
      else if (value.length > 0) stream.enqueue(text.encode(orderCsvLines(value, currency)));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="kolony-orders.csv"',
      'cache-control': 'no-store',
    },
  });
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
