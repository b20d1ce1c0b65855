import { randomBytes } from 'node:crypto';
import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { AlertMail, SetAlertMail } from '../schema.ts';
import { readAlertMail } from './read-alert-mail.ts';
import { readerOf } from './reader.ts';

/** The member wants unusual days by mail, in this language, or wants them no more. `reports/not_a_member`. */
export async function setAlertMail(
  deps: Deps,
  scope: BrandScope,
  { wanted, locale }: SetAlertMail,
): Promise<AlertMail> {
  const reader = readerOf(scope);
  const is = { locale, optedOutAt: wanted ? null : deps.clock.now() };
  await deps.db.alertReader.upsert({
    where: { brandId_userId: reader },
    create: { ...reader, ...is, token: randomBytes(24).toString('base64url') },
    update: is,
  });
  return readAlertMail(deps, scope);
}
