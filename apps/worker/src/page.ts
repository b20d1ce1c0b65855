/** Inline styles and no image: mail programs know little else, and nobody is told that it was opened. `body` and `foot` are HTML. */
export function page({
  locale,
  title,
  below,
  body,
  foot,
}: Record<'locale' | 'title' | 'below' | 'body' | 'foot', string>): string {
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${inert(title)}</title></head>
<body style="font-family:system-ui,-apple-system,'PingFang SC',sans-serif;max-width:720px;margin:24px auto;padding:0 16px">
<h1 style="font-size:20px;margin:0 0 4px">${inert(title)}</h1>
<p style="color:#666;margin:0 0 16px">${inert(below)}</p>
${body}
${foot}
</body></html>`;
}

/** A name in one line and in its own direction, whatever it holds: it moves nothing around it. */
export function plain(name: string): string {
  return name.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, ' ');
}

/** Text, whatever it holds. */
export function inert(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
