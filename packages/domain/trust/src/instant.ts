/** An instant as ClickHouse reads it among parameters: UTC, milliseconds. */
export function instant(at: Date): string {
  return at.toISOString().replace('T', ' ').replace('Z', '');
}
