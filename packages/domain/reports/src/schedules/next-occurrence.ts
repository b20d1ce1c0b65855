import { after, DAY, dayIn, HOUR, plusDays } from '@kolony/kernel';
import type { Rhythm } from '../schema.ts';

/** The first instant after `since` that the rhythm names on the clocks of the zone. */
export function nextOccurrence(rhythm: Rhythm, { timeZone, since }: { timeZone: string; since: Date }): Date {
  // The day before, too: what the zone's day is may lag behind at its end.
  let day = plusDays(dayIn(timeZone, since), -1);
  for (;;) {
    if (isOn(rhythm, day)) {
      const at = instantOf(timeZone, day, rhythm.hour);
      if (at > since) return at;
    }
    day = plusDays(day, 1);
  }
}

function isOn(rhythm: Rhythm, day: string): boolean {
  const date = new Date(`${day}T00:00:00.000Z`);
  if (rhythm.every === 'weekly') return (date.getUTCDay() || 7) === rhythm.weekday;
  if (rhythm.every === 'monthly') return date.getUTCDate() === rhythm.monthDay;
  return true;
}

/**
 * When the zone's clocks show the hour on that day. An hour that comes twice is its first one; an hour that a clock
 * change leaves out is the one after the gap.
 */
function instantOf(timeZone: string, day: string, hour: number): Date {
  const shown = new Date(Date.parse(day) + hour * HOUR);
  const candidates = [-DAY, DAY]
    .map((shift) => after(shown, -offsetAt(timeZone, after(shown, shift))))
    .sort((a, b) => a.getTime() - b.getTime());
  const exact = candidates.find((at) => at.getTime() + offsetAt(timeZone, at) === shown.getTime());
  return exact ?? (candidates.at(-1) as Date);
}

/** Milliseconds that the zone's clocks are ahead of UTC. */
function offsetAt(timeZone: string, at: Date): number {
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
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(at.getTime() / 1_000) * 1_000;
}
