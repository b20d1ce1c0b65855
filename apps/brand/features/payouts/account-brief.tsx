import type { Payout } from '@kolony/payouts/schema';

/** Enough of an account to recognise it. */
export function AccountBrief({ account }: Pick<Payout, 'account'>) {
  if (!account) return '–';
  return (
    <>
      {account.holder} <span className="whitespace-nowrap text-muted">•••• {account.last4}</span>
    </>
  );
}
