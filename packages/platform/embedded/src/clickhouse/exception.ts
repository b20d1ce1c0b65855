/** An error as ClickHouse words it: `Code: 60. DB::Exception: … (UNKNOWN_TABLE)`. */
export class Exception extends Error {
  readonly code: number;
  readonly status: number;

  constructor(message: string, status?: number) {
    super(message);
    this.name = 'Exception';
    this.code = Number(/^Code: (\d+)/.exec(message)?.[1] ?? 1002);
    this.status = status ?? STATUS.get(this.code) ?? 500;
  }
}

export const exception = (code: number, type: string, message: string) =>
  new Exception(`Code: ${code}. DB::Exception: ${message}. (${type})`);

/** Whatever was thrown, in ClickHouse's words. */
export function toException(error: unknown): Exception {
  if (error instanceof Exception) return error;
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith('Code: ')
    ? new Exception(message)
    : exception(1002, 'UNKNOWN_EXCEPTION', message);
}

/** As ClickHouse's HTTPHandler maps its codes; everything else is 500. */
const STATUS = new Map<number, number>([
  ...[6, 26, 27, 38, 41, 43, 44, 53, 62, 69, 70, 72, 386, 456, 457].map((code) => [code, 400] as const),
  ...[164, 192, 193, 497, 516].map((code) => [code, 403] as const),
  ...[46, 47, 50, 56, 60, 63, 73, 81, 115].map((code) => [code, 404] as const),
  [159, 408],
  [160, 413],
  [48, 501],
  [202, 503],
]);
