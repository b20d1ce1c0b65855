/**
 * Where a post says that it is an advertisement: the campaign's own label, 「广告」 in any bracket or bare, #ad, #广告,
 * or "Ad:" at the start. The words found, or null. Full-width forms count as their plain ones (NFKC).
 *
 * Sources: 互联网广告管理办法 art. 9 (「广告」, conspicuous); FTC, Disclosures 101 ("#ad", "Ad:" at the start).
 * A text that denies it ("这不是广告") and words that only contain it (#adventure, 广告公司) disclose nothing.
 */
export function findDisclosure(text: string, label: string): string | null {
  const plain = text.normalize('NFKC');
  for (const form of [formOf(label.normalize('NFKC').trim()), ...FORMS]) {
    const found = form?.exec(plain)?.[0].trim();
    if (found) return found;
  }
  return null;
}

const OPENING = '[「『【\\[(《"“]';
const CLOSING = '[」』】\\])》"”]';
const DENIED = `(?<!(?:不是|并非|不算|不含|没有|不打|不做|不接|拒绝|非|无)\\s*${OPENING}?\\s*)`;
/** Trades and laws about advertising are not the label. */
const COMPOUND = '(?!法|公司|商|部|词|费|业|人员|学|系|主|片场|位招)';

const FORMS: readonly RegExp[] = [
  new RegExp(`${DENIED}${OPENING}\\s*广告\\s*${CLOSING}`, 'u'),
  /#广告(?![\p{L}\p{N}_])/u,
  /(?<![\p{L}\p{N}_&])#ad(?![\p{L}\p{N}_])/iu,
  /^\s*ad\s*:/iu,
  new RegExp(`${DENIED}广告${COMPOUND}`, 'u'),
];

/** The campaign's label as whole words, in any case; null when it has nothing to look for. */
function formOf(label: string): RegExp | null {
  if (label === '') return null;
  const word = String.raw`\p{Script=Latin}\p{N}_`;
  const starts = new RegExp(`^[${word}]`, 'u').test(label) ? `(?<![${word}])` : '';
  const ends = new RegExp(`[${word}]$`, 'u').test(label) ? `(?![${word}])` : '';
  const escaped = label.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  const denied = /广告$/u.test(label) ? COMPOUND : '';
  return new RegExp(`${DENIED}${starts}${escaped}${ends}${denied}`, 'iu');
}
