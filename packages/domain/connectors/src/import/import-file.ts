import {
  readConversion,
  recordConversions,
  recordRefund,
  tryConversions,
  tryRefunds,
} from '@kolony/commissions';
import type { ConversionResult, NewRefund, RefundResult } from '@kolony/commissions/schema';
import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { isKolonyError, KolonyError, present } from '@kolony/kernel';
import { sum } from '../reading.ts';
import type { ConnectorDeps } from '../settings.ts';
import { type File, type ReadLine, readFile } from './read-lines.ts';
import type { ImportResult, LineResult } from './schema.ts';

/** Orders of one transaction. A dry run has them all in one, so that budgets and caps run out where they would. */
const CHUNK = 500;

/**
 * Records the lines of a file that can be read, as the API would, or only tries them: the same transactions, rolled back.
 * Again with the same file everything is known already. Errors: those of `previewImport`, `connectors/missing_columns`
 * {columns}.
 */
export async function importFile(
  deps: ConnectorDeps,
  scope: BrandScope,
  { file, dryRun }: { file: File; dryRun: boolean },
): Promise<ImportResult> {
  const { readClick } = deps;
  const { lines, missing, errors } = readFile(file, { timeZone: scope.timeZone, readClick });
  if (missing.length > 0)
    throw new KolonyError('connectors/missing_columns', 'invalid', {
      field: 'text',
      columns: missing.join(', '),
    });
  const done =
    file.kind === 'orders'
      ? await importOrders(deps, scope, { lines, dryRun })
      : await importRefunds(deps, scope, { lines, dryRun });
  const broken = [...Map.groupBy(errors, ({ line }) => line)].map(
    ([line, [first]]): LineResult => ({
      line,
      id: '',
      outcome: 'refused',
      why: `connectors/line_${present(first, 'error').code}`,
      earns: [],
    }),
  );
  const all = [...done, ...broken].sort((a, b) => a.line - b.line);
  const count = (outcome: LineResult['outcome']) => all.filter((one) => one.outcome === outcome).length;
  const counts = { new: count('new'), known: count('known'), refused: count('refused') };
  if (!dryRun)
    await inTransaction(deps.db, (tx) =>
      audit(tx, scope, { action: `${file.kind}.imported`, subject: scope.brandId, facts: counts }),
    );
  return {
    dryRun,
    lines: all,
    counts,
    earns: total(all.filter(({ outcome }) => outcome === 'new').flatMap(({ earns }) => earns)),
  };
}

async function importOrders(
  deps: ConnectorDeps,
  scope: BrandScope,
  { lines, dryRun }: { lines: readonly ReadLine[]; dryRun: boolean },
): Promise<LineResult[]> {
  const orders = lines.flatMap((one) => (one.kind === 'orders' ? one : []));
  const results: LineResult[] = [];
  const size = dryRun ? Math.max(1, orders.length) : CHUNK;
  for (let from = 0; from < orders.length; from += size) {
    const chunk = orders.slice(from, from + size);
    const act = dryRun ? tryConversions : recordConversions;
    const outcomes = await act(
      deps,
      scope,
      chunk.map(({ order }) => order),
    );
    for (const [at, { line, order }] of chunk.entries())
      results.push({ line, id: order.orderId, ...orderResult(present(outcomes[at], 'outcome')) });
  }
  return results;
}

function orderResult(outcome: ConversionResult | KolonyError): Omit<LineResult, 'line' | 'id'> {
  if (isKolonyError(outcome)) return { outcome: 'refused', why: outcome.code, earns: [] };
  const { commissions, decision, replayed } = outcome;
  const earned = commissions.filter(({ refusedFor }) => refusedFor === null);
  const why =
    earned.length > 0
      ? null
      : (commissions[0]?.refusedFor ?? (decision.touches.length > 0 ? 'no_touch_counts' : 'no_touch_sent'));
  return { outcome: replayed ? 'known' : 'new', why, earns: total(earned) };
}

async function importRefunds(
  deps: ConnectorDeps,
  scope: BrandScope,
  { lines, dryRun }: { lines: readonly ReadLine[]; dryRun: boolean },
): Promise<LineResult[]> {
  const refunds = lines.flatMap((one) => (one.kind === 'refunds' ? one : []));
  const currencies = await currenciesOf(
    deps,
    scope,
    refunds.map(({ refund }) => refund.orderId),
  );
  const fitting = refunds.filter(({ refund, currency }) => {
    const of = currencies.get(refund.orderId);
    return of === undefined || of === currency;
  });
  const outcomes = await recordAll(deps, scope, { refunds: fitting.map(({ refund }) => refund), dryRun });
  const said = new Map(fitting.map((one, at) => [one, present(outcomes[at], 'outcome')]));
  return refunds.map((one) => {
    const outcome = said.get(one) ?? new KolonyError('connectors/refund_currency', 'invalid');
    const { line, refund } = one;
    const result = isKolonyError(outcome)
      ? { outcome: 'refused' as const, why: outcome.code }
      : { outcome: outcome.replayed ? ('known' as const) : ('new' as const), why: null };
    return { line, id: refund.refundId, earns: [], ...result };
  });
}

/** A refund's amount was read in the line's currency; it must be the order's. */
async function currenciesOf(deps: ConnectorDeps, scope: BrandScope, orderIds: readonly string[]) {
  const currencies = new Map<string, string>();
  for (const orderId of new Set(orderIds))
    try {
      currencies.set(orderId, (await readConversion(deps, scope, { orderId })).currency);
    } catch (error) {
      // Said when its refund is recorded.
      if (!isKolonyError(error) || error.kind !== 'not_found') throw error;
    }
  return currencies;
}

async function recordAll(
  deps: ConnectorDeps,
  scope: BrandScope,
  { refunds, dryRun }: { refunds: readonly NewRefund[]; dryRun: boolean },
): Promise<(RefundResult | KolonyError)[]> {
  const outcomes: (RefundResult | KolonyError)[] = [];
  if (dryRun) {
    for (let from = 0; from < refunds.length; from += CHUNK)
      outcomes.push(...(await tryRefunds(deps, scope, refunds.slice(from, from + CHUNK))));
    return outcomes;
  }
  for (const refund of refunds)
    try {
      outcomes.push(await recordRefund(deps, scope, refund));
    } catch (error) {
      if (!isKolonyError(error) || error.kind === 'unavailable') throw error;
      outcomes.push(error);
    }
  return outcomes;
}

function total(parts: readonly LineResult['earns'][number][]): LineResult['earns'] {
  return [...Map.groupBy(parts, ({ currency }) => currency)].map(([currency, of]) => ({
    amount: sum(of.map(({ amount }) => amount)),
    currency,
  }));
}
