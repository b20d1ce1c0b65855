const TOKEN = /^[\w-]{44}$/;

/**
 * The click tokens, oldest first, for `touches` of an order: from the value of the snippet's cookie `kolony`, of a form's
 * hidden field `kclid`, or of the landing address's parameter `kclid`. Whatever else is in it is left out: [] for nothing.
 */
export function readTouches(text: string | null | undefined): string[] {
  return [...new Set((text ?? '').split('.').filter((part) => TOKEN.test(part)))];
}
