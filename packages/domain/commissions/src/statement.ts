import type { Deps } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { statement as ledgerStatement } from '@kolony/ledger';
import { KOL_PLACES, kolAccount } from './accounts.ts';
import type { Statement, StatementRequest } from './schema.ts';

/** The brand's view of one KOL's statement; `commissions/statement_not_found` when the two never dealt. */
export async function brandStatement(
  deps: Deps,
  scope: BrandScope,
  request: Omit<StatementRequest, 'brandId'>,
): Promise<Statement> {
  return statement(deps, { ...request, brandId: scope.brandId });
}

/** The KOL's own statement with one brand. */
export async function kolStatement(
  deps: Deps,
  scope: KolScope,
  request: Omit<StatementRequest, 'kolId'>,
): Promise<Statement> {
  return statement(deps, { ...request, kolId: scope.kolId });
}

/**
 * Everything that changed what the brand owes the KOL between two booking instants (`from` ≤ t < `to`):
 * opening + Σ lines = closing = pending + payable + in payout − owed, all from the append-only ledger, so that the
 * same period reads the same later.
 */
async function statement({ db }: Deps, request: StatementRequest): Promise<Statement> {
  const { kolId, brandId, currency, from, to } = request;
  const deal = await db.deal.findFirst({
    where: { kolId, brandId },
    include: { kol: true, campaign: { include: { brand: true } } },
  });
  if (!deal) throw new KolonyError('commissions/statement_not_found', 'not_found');
  const paths = KOL_PLACES.map((place) => kolAccount(kolId, place, currency).path);
  const books = await ledgerStatement(db, { brandId }, { paths, currency, from, to });
  const orders = await ordersOf(
    db,
    books.lines.map((line) => line.subject),
  );
  let balance = books.opening;
  const lines = books.lines.map((line) => {
    balance += line.amount;
    return {
      transactionId: line.transactionId,
      kind: line.kind,
      orderId: orders.get(line.subject ?? '') ?? null,
      commissionId: line.subject,
      amount: line.amount,
      balance,
      at: line.at,
    };
  });
  const total = (kinds: string[]) =>
    lines.filter((line) => kinds.includes(line.kind)).reduce((sum, line) => sum + line.amount, 0);
  const closing = (place: (typeof KOL_PLACES)[number]) =>
    books.closingBy.get(kolAccount(kolId, place, currency).path) ?? 0;
  return {
    brand: { id: brandId, name: deal.campaign.brand.name },
    kol: { id: kolId, displayName: deal.kol.displayName, handle: deal.kol.handle },
    currency,
    from,
    to,
    opening: books.opening,
    lines,
    totals: { earned: total(['accrue']), reversed: total(['reverse']), paid: total(['settle']) },
    closing: balance,
    closingBy: {
      pending: closing('pending'),
      payable: closing('payable'),
      inPayout: closing('in_payout'),
      owed: closing('clawback') === 0 ? 0 : -closing('clawback'),
    },
  };
}

async function ordersOf(db: Deps['db'], subjects: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = [...new Set(subjects.filter((subject) => subject !== null))];
  if (ids.length === 0) return new Map();
  const rows = await db.commission.findMany({
    where: { id: { in: ids } },
    select: { id: true, conversion: { select: { orderId: true } } },
  });
  return new Map(rows.map((row) => [row.id, row.conversion.orderId]));
}
