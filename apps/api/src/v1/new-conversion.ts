import type { NewConversion } from '@kolony/commissions/schema';
import type { ConversionRequest } from '@kolony/rest/schema';
import { toNewConversion } from '@kolony/rest/wire';
import { readClickToken } from '@kolony/tracking';
import type { z } from 'zod';
import type { ApiDeps } from '../deps.ts';

/** An order's body with its click ids read by this installation's keys. */
export function newConversionOf(
  { clickKeys }: Pick<ApiDeps, 'clickKeys'>,
  body: z.output<typeof ConversionRequest>,
): NewConversion {
  return toNewConversion(body, (clickId) => readClickToken(clickKeys, clickId));
}
