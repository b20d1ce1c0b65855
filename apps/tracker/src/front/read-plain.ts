/** A request that is whole and has nothing to it but a method, an address, fields and perhaps a body. */
export interface PlainRequest {
  method: string;
  url: string;
  /** By names in lower case. Their texts are parts of one, which whoever keeps a part keeps. */
  fields: ReadonlyMap<string, string>;
  body: Buffer;
}

/** node:http refuses a longer head. Bytes. */
const LONGEST_HEAD = 16 * 1024;
/** node:http has a limit of its own, and a browser sends some fifteen. */
const MOST_FIELDS = 100;
const NOTHING = Buffer.alloc(0);
/** Strictly RFC 9112: no folded line, no lone CR or LF, no space where none may be; visible ASCII in the address. */
const HEAD =
  /^(GET|HEAD|POST|OPTIONS) (\/[!-~]*) HTTP\/1\.1\r\n(?:[!#$%&'*+.^_`|~\w-]+:[\t -~\x80-\xff]*\r\n)+\r\n/;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Null for everything that is not exactly one plain request: a piece of one, several, one that says a field twice, one
 * whose end is told otherwise than by a Content-Length. Those are node:http's, which knows all of HTTP: nothing is
 * refused here.
 */
export function readPlain(bytes: Buffer): PlainRequest | null {
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, LONGEST_HEAD));
  const head = HEAD.exec(text);
  if (head === null) return null;
  const [{ length: end }, method = '', url = ''] = head;
  const fields = readFields(text, text.indexOf('\n') + 1, end - 2);
  if (fields === null || !isPlain(fields)) return null;
  if (bytes.length - end !== lengthIn(fields.get('content-length'))) return null;
  return { method, url, fields, body: end === bytes.length ? NOTHING : bytes.subarray(end) };
}

const NOT_PLAIN = ['transfer-encoding', 'upgrade', 'expect', 'proxy-connection'];

/** With a host, and without what changes how a message ends or what its connection is for. */
function isPlain(fields: Map<string, string>): boolean {
  const connection = fields.get('connection');
  if (connection !== undefined && connection.toLowerCase() !== 'keep-alive') return false;
  return fields.has('host') && !NOT_PLAIN.some((name) => fields.has(name));
}

/** Null when a field is there twice, or when they are very many. */
function readFields(text: string, from: number, to: number): Map<string, string> | null {
  const fields = new Map<string, string>();
  let count = 0;
  for (let at = from; at < to; ) {
    const colon = text.indexOf(':', at);
    const end = text.indexOf('\r', colon);
    fields.set(text.slice(at, colon).toLowerCase(), within(text, colon + 1, end));
    count += 1;
    at = end + 2;
  }
  return fields.size === count && count <= MOST_FIELDS ? fields : null;
}

/** Without the spaces and tabs around it. */
function within(text: string, from: number, to: number): string {
  let first = from;
  let last = to;
  while (first < last && isBlank(text.charCodeAt(first))) first += 1;
  while (first < last && isBlank(text.charCodeAt(last - 1))) last -= 1;
  return text.slice(first, last);
}

const isBlank = (code: number) => code === SPACE || code === TAB;

/** NaN for what is no length. */
function lengthIn(said: string | undefined): number {
  if (said === undefined) return 0;
  return /^\d{1,6}$/.test(said) ? Number(said) : Number.NaN;
}
