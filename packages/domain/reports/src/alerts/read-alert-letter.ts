import type { Deps } from '@kolony/db';
import { brandScopeOf } from '@kolony/identity';
import { may, Role, type SystemScope } from '@kolony/identity/schema';
import { z } from 'zod';
import { type Alert, MailLocale } from '../schema.ts';
import { toAlerts } from './alert.ts';

/** What a round of alerts says to one member. */
export interface AlertLetter {
  address: string;
  locale: MailLocale;
  brandName: string;
  alerts: Alert[];
  /** What ends the mails. */
  token: string;
}

const Facts = z.object({ token: z.string(), raisedAt: z.coerce.date() });

/**
 * The mail of one round to one reader, as `raiseAlerts` queued it; null when the reader wants none, or may read none,
 * any more.
 */
export async function readAlertLetter(
  deps: Deps,
  system: SystemScope,
  facts: unknown,
): Promise<AlertLetter | null> {
  const { token, raisedAt } = Facts.parse(facts);
  const reader = await deps.db.alertReader.findFirst({
    where: { token, optedOutAt: null },
    include: {
      member: {
        select: { role: true, user: { select: { email: true } }, brand: { select: { name: true } } },
      },
    },
  });
  if (!reader || !may(Role.parse(reader.member.role), 'report.read')) return null;
  const { brandId, locale, member } = reader;
  const scope = await brandScopeOf(deps, system, { brandId });
  const rows = await deps.db.alert.findMany({
    where: { brandId, raisedAt },
    orderBy: [{ day: 'desc' }, { id: 'asc' }],
  });
  return {
    address: member.user.email,
    locale: MailLocale.parse(locale),
    brandName: member.brand.name,
    alerts: await toAlerts(deps, scope, rows),
    token,
  };
}
