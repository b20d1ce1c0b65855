/**
 * Whether PostgreSQL can hold the text as it is: no NUL, and no half of a surrogate pair (which JSONB refuses and
 * UTF-8 would silently turn into U+FFFD). For zod: `z.string().refine(isStorable, 'unstorable_text')`.
 */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * The same well-formed text with a memory of its own: of what is kept a part of, V8 keeps the whole. For what outlives
 * its request.
 */
export function ownText(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

// Parsers drop tabs and line ends and read a backslash as a slash: what a person saw is not where a browser goes.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const DECEPTIVE = /[\u0000-\u0020\u007f-\u009f\u2028\u2029\\]/;

/**
 * An address a visitor may be sent to: http or https with a host, no user name or password, no character that is read
 * differently than it looks. Null for anything else; `.href` is the normalised form to store.
 */
export function webAddress(text: string): URL | null {
  if (DECEPTIVE.test(text) || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.username || url.password || !url.hostname ? null : url;
}
