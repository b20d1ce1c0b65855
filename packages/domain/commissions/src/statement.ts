import type { Deps } from '@kolony/db';
import { partyOf } from '@kolony/identity';
import type { BrandScope, PayeeScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { statement as ledgerStatement } from '@kolony/ledger';
import { PLACES, partyAccount } from './accounts.ts';
import { CommissionSource, type Statement, type StatementRequest } from './schema.ts';

/** The brand's view of one party's statement; `commissions/statement_not_found` when the two never dealt. */
export async function brandPartyStatement(
  deps: Deps,
  scope: BrandScope,
  request: Omit<StatementRequest, 'brandId'>,
): Promise<Statement> {
  return statement(deps, { ...request, brandId: scope.brandId });
}

/** The KOL's or the agency's own statement with one brand; `commissions/statement_not_found`. */
export async function ownStatement(
  deps: Deps,
  scope: PayeeScope,
  request: Omit<StatementRequest, 'party'>,
): Promise<Statement> {
  return statement(deps, { ...request, party: partyOf(scope) });
}

/**
 * Everything that changed what the brand owes the party between two booking instants (`from` ≤ t < `to`):
 * opening + Σ lines = closing = pending + payable + in payout − owed, all from the append-only ledger, so that the
 * same period reads the same later. A payout that failed moved the money among the party's own accounts: no line.
 */
async function statement({ db }: Deps, request: StatementRequest): Promise<Statement> {
  const { party, brandId, currency, from, to } = request;
  const [brand, payee] = await Promise.all([
    db.brand.findUnique({ where: { id: brandId }, select: { id: true, name: true } }),
    payeeOf(db, request),
  ]);
  if (!brand || !payee) throw new KolonyError('commissions/statement_not_found', 'not_found');
  const paths = PLACES.map((place) => partyAccount(party, place, currency).path);
  const books = await ledgerStatement(db, { brandId }, { paths, currency, from, to });
  const about = await commissionsOf(
    db,
    books.lines.map((line) => line.subject),
  );
  let balance = books.opening;
  const lines = books.lines.map((line) => {
    balance += line.amount;
    const commission = about.get(line.subject ?? '');
    return {
      transactionId: line.transactionId,
      kind: line.kind,
      source: commission?.source ?? null,
      orderId: commission?.orderId ?? null,
      commissionId: commission ? line.subject : null,
      amount: line.amount,
      balance,
      at: line.at,
    };
  });
  const total = (kinds: string[]) =>
    lines.filter((line) => kinds.includes(line.kind)).reduce((sum, line) => sum + line.amount, 0);
  const closing = (place: (typeof PLACES)[number]) =>
    books.closingBy.get(partyAccount(party, place, currency).path) ?? 0;
  return {
    brand,
    payee,
    currency,
    from,
    to,
    opening: books.opening,
    lines,
    totals: {
      earned: total(['accrue']),
      reversed: total(['reverse']),
      withheld: total(['withhold']),
      paid: total(['settle', 'payout_return']),
    },
    closing: balance,
    closingBy: {
      pending: closing('pending'),
      payable: closing('payable'),
      inPayout: closing('in_payout'),
      owed: closing('clawback') === 0 ? 0 : -closing('clawback'),
    },
  };
}

/** Who the party is, if it ever had a deal or a commission with the brand. */
async function payeeOf(
  db: Deps['db'],
  { party, brandId }: StatementRequest,
): Promise<Statement['payee'] | null> {
  const [kind, id = ''] = party.split(':', 2);
  if (kind === 'kol') {
    const deal = await db.deal.findFirst({ where: { kolId: id, brandId }, include: { kol: true } });
    return deal && { party, kind, name: deal.kol.displayName };
  }
  if (kind !== 'agency') return null;
  const commission = await db.commission.findFirst({ where: { party, brandId }, select: { id: true } });
  const agency = commission && (await db.agency.findUnique({ where: { id } }));
  return agency && { party, kind, name: agency.name };
}

async function commissionsOf(
  db: Deps['db'],
  subjects: readonly (string | null)[],
): Promise<Map<string, { source: CommissionSource; orderId: string | null }>> {
  const ids = [...new Set(subjects.filter((subject) => subject !== null))];
  if (ids.length === 0) return new Map();
  const rows = await db.commission.findMany({
    where: { id: { in: ids } },
    select: { id: true, source: true, conversion: { select: { orderId: true } } },
  });
  return new Map(
    rows.map(({ id, source, conversion }) => [
      id,
      { source: CommissionSource.parse(source), orderId: conversion?.orderId ?? null },
    ]),
  );
}
