import type { Deps } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import { ReportName, type Subscription } from '../schema.ts';

/** What the link in a mail is about, for whoever has it. `reports/subscription_not_found`. */
export async function readSubscription(
  { db }: Pick<Deps, 'db'>,
  { token }: { token: string },
): Promise<Subscription> {
  const brand = { select: { name: true } };
  const [recipient, reader] = await Promise.all([
    db.reportRecipient.findUnique({ where: { token }, include: { schedule: { include: { brand } } } }),
    db.alertReader.findUnique({
      where: { token },
      include: { member: { select: { brand, user: { select: { email: true } } } } },
    }),
  ]);
  if (recipient) {
    const { address, optedOutAt, schedule } = recipient;
    const of = ReportName.parse(schedule.report);
    return { of, brandName: schedule.brand.name, address, optedOut: optedOutAt !== null };
  }
  if (reader) {
    const { optedOutAt, member } = reader;
    const { brand: of, user } = member;
    return { of: 'alerts', brandName: of.name, address: user.email, optedOut: optedOutAt !== null };
  }
  throw new KolonyError('reports/subscription_not_found', 'not_found');
}

/** No further mail of this kind goes to this address, those under way included; again is nothing new. */
export async function endSubscription(
  { db, clock }: Deps,
  { token }: { token: string },
): Promise<Subscription> {
  await readSubscription({ db }, { token });
  const still = { where: { token, optedOutAt: null }, data: { optedOutAt: clock.now() } };
  await db.$transaction([
    db.reportRecipient.updateMany(still),
    db.reportMail.deleteMany({ where: { recipient: token, state: 'pending' } }),
    // A queued mail of alerts asks again before it is sent.
    db.alertReader.updateMany(still),
  ]);
  return readSubscription({ db }, { token });
}
