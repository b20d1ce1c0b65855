/** A calendar month, `YYYY-MM`. */
export function monthOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' }).format(at);
}

/** The last twelve months, newest first. */
export function recentMonths(now: Date, timeZone: string): string[] {
  const [year = 2000, month = 1] = monthOf(now, timeZone).split('-').map(Number);
  return Array.from({ length: 12 }, (_, back) => {
    const at = new Date(Date.UTC(year, month - 1 - back, 15));
    return at.toISOString().slice(0, 7);
  });
}

/** The instants a month begins and ends at in a time zone: from ≤ t < to. */
export function monthRange(month: string, timeZone: string): { from: Date; to: Date } {
  const [year = 2000, number = 1] = month.split('-').map(Number);
  return {
    from: midnight(Date.UTC(year, number - 1, 1), timeZone),
    to: midnight(Date.UTC(year, number, 1), timeZone),
  };
}

/** The last second of a day, `YYYY-MM-DD`, in a time zone: until when something due on that day may come. */
export function endOfDay(day: string, timeZone: string): Date {
  return new Date(midnight(Date.parse(`${day}T00:00:00Z`) + 86_400_000, timeZone).getTime() - 1_000);
}

/** The instant at which the zone's clocks show what UTC shows at `utc`. Twice, for a change of offset in between. */
function midnight(utc: number, timeZone: string): Date {
  let at = utc;
  for (let turn = 0; turn < 2; turn++) at = utc - offsetAt(at, timeZone);
  return new Date(at);
}

function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}
