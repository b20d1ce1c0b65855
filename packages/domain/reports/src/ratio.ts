/** `of` by `by`, null where there is nothing to divide by. */
export function ratio(of: number, by: number): number | null {
  return by > 0 ? of / by : null;
}
