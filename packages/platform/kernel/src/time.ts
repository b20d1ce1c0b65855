/** The only source of "now" in the rooms, so that tests and demos can move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
/** A day of a window or hold: 86,400 s, not a calendar day. */
export const DAY = 24 * HOUR;

export function after(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds);
}

/** A clock that stands at `start` until a test moves it. */
export function movableClock(start: Date): Clock & { move(milliseconds: number): void } {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    move: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** Making one costs a hundred times what using it costs. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in an IANA time zone, as `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: Date): string {
  const known = dayFormats.get(timeZone);
  if (known) return known.format(at);
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  dayFormats.set(timeZone, format);
  return format.format(at);
}

/** Calendar days later, or earlier: `YYYY-MM-DD` to `YYYY-MM-DD`. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
