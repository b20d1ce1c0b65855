/**
 * What the account's controls hold, as the schema wants it: an empty BIC is null, an empty bank name is empty text.
 * Everything else stays as typed, so that a missing holder or number is said at its field.
 */
export function accountFrom(raw: unknown): Record<string, unknown> {
  const typed: Record<string, unknown> = { ...(typeof raw === 'object' ? raw : {}) };
  return { ...typed, bic: typed.bic ?? null, bankName: typed.bankName ?? '' };
}
