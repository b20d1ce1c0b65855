import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Schedule } from '../schema.ts';
import { toSchedules } from './schedule.ts';

/** The workspace's scheduled mails, newest first. */
export async function listSchedules(deps: Pick<Deps, 'db'>, scope: BrandScope): Promise<Schedule[]> {
  return toSchedules(deps, scope);
}
