import { KolonyError } from '@kolony/kernel';
import { type Limit, openBuckets } from '@kolony/kernel/buckets';
import { networkOf } from '@kolony/kernel/network';

/** Opens of one link, whoever asks: a link that was posted somewhere must not keep ClickHouse busy. */
const LINK: Limit = { perSecond: 2, burst: 120 };
/** Opens from one subscriber, of any link: an office reads, a script does not. */
const ADDRESS: Limit = { perSecond: 0.5, burst: 60 };

/** Counts an opened link before it is looked for: `reports/opened_too_often` {retry_after}, in seconds. */
export function openShareLimit(take: ReturnType<typeof openBuckets> = openBuckets()) {
  return function count({ token, address }: { token: string; address: string }): void {
    const byAddress = take(`address:${networkOf(address)}`, ADDRESS, 1);
    const taken = byAddress.ok ? take(`link:${token}`, LINK, 1) : byAddress;
    if (!taken.ok)
      throw new KolonyError('reports/opened_too_often', 'rate_limited', { retry_after: taken.wait });
  };
}
