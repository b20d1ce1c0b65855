/** Letters that Unicode does not take apart into a Latin letter and a mark. */
const LATIN: Record<string, string> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
  '&': '+',
  '’': "'",
  '‘': "'",
  '–': '-',
  '—': '-',
  _: '-',
};

const SEPA = /^[A-Za-z0-9/\-?:().,'+ ]$/;
const LETTER = /^[\p{L}\p{N}]$/u;
const MARK = /^\p{M}$/u;

/**
 * A text in the characters that banks take (EPC217-08: a–z A–Z 0–9 / - ? : ( ) . , ' + and space): Latin letters lose
 * their marks, other characters become a full stop. Outside SEPA (`keepScripts`) letters of other scripts stay, because
 * banks there know their customers by them and not by a guess. At most `max` characters.
 */
export function bankText(text: string, { max, keepScripts }: { max: number; keepScripts: boolean }): string {
  let base = '';
  const plain = [...text.normalize('NFKD')].map((character) => {
    if (MARK.test(character)) return keepScripts && !SEPA.test(base) ? character : '';
    base = LATIN[character] ?? character;
    if (base.length > 1 || SEPA.test(base)) return base;
    return keepScripts && LETTER.test(base) ? base : '.';
  });
  return [...plain.join('').normalize('NFC')].slice(0, max).join('').trim();
}

/** XML text and attribute values. Control characters are no XML at all and have been replaced by `bankText`. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
