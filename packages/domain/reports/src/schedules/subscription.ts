import type { Deps } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import { ReportName, type Subscription } from '../schema.ts';

/** What the link in a mail is about, for whoever has it. `reports/subscription_not_found`. */
export async function readSubscription(
  { db }: Pick<Deps, 'db'>,
  { token }: { token: string },
): Promise<Subscription> {
  const found = await db.reportRecipient.findUnique({
    where: { token },
    include: { schedule: { include: { brand: { select: { name: true } } } } },
  });
  if (!found) throw new KolonyError('reports/subscription_not_found', 'not_found');
  const { address, optedOutAt, schedule } = found;
  return {
    report: ReportName.parse(schedule.report),
    brandName: schedule.brand.name,
    address,
    optedOut: optedOutAt !== null,
  };
}

/** No further mail of this schedule goes to this address, those under way included; again is nothing new. */
export async function endSubscription(
  { db, clock }: Deps,
  { token }: { token: string },
): Promise<Subscription> {
  await readSubscription({ db }, { token });
  await db.$transaction([
    db.reportRecipient.updateMany({
      where: { token, optedOutAt: null },
      data: { optedOutAt: clock.now() },
    }),
    db.reportMail.deleteMany({ where: { recipient: token, state: 'pending' } }),
  ]);
  return readSubscription({ db }, { token });
}
