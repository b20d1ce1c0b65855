import { Currency } from '@kolony/kernel';
import { failureOf } from '../failure.ts';
import { readPreferences } from '../server/preferences.ts';
import { monthRange } from '../work/month.ts';
import type { Reader } from './statement-paper.ts';

const MONTH = /^20\d{2}-(?:0[1-9]|1[0-2])$/;

export interface AskedPeriod {
  currency: Currency;
  /** from ≤ t < to: the month in the reader's zone. */
  from: Date;
  to: Date;
}

/**
 * Answers `?currency=CNY&month=2026-11` with the PDF that `make` gives, in the language of the reader's cookie. 400: no
 * such currency or month; 404 and 403 as the statement itself would answer. It is somebody's money: no cache keeps it.
 */
export async function statementFile(
  request: Request,
  timeZone: string,
  make: (period: AskedPeriod, reader: Reader) => Promise<Uint8Array>,
): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const currency = Currency.safeParse(searchParams.get('currency')).data;
  const month = searchParams.get('month') ?? '';
  if (!currency || !MONTH.test(month))
    return new Response('currency and month (YYYY-MM) are needed', { status: 400 });
  const { locale } = await readPreferences();
  try {
    const bytes = await make(
      { currency, ...monthRange(month, timeZone) },
      { locale, timeZone, at: new Date() },
    );
    return new Response(Buffer.from(bytes), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="kolony-${month}-${currency}.pdf"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    const { kind } = failureOf(error);
    if (kind === 'not_found') return new Response('There is no such statement.', { status: 404 });
    if (kind === 'forbidden') return new Response('Your role may not read it.', { status: 403 });
    throw error;
  }
}
