import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LANGUAGES = ['en', 'zh-CN'] as const;

/** What keeps the catalogues from being equal: keys, placeholders and tags of each message. One line per problem. */
export function catalogueProblems(folder: string): string[] {
  const [first, second] = LANGUAGES;
  const [left, right] = [readCatalogue(folder, first), readCatalogue(folder, second)];
  if (left.size === 0 || right.size === 0)
    return [`${folder} has no messages in ${left.size === 0 ? first : second}.`];
  const problems: string[] = [];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(key), right.get(key)];
    if (a === undefined) problems.push(`${key} is missing in ${first}`);
    else if (b === undefined) problems.push(`${key} is missing in ${second}`);
    else if (a.trim() === '' || b.trim() === '') problems.push(`${key} is empty`);
    else if (slots(a) !== slots(b))
      problems.push(
        `${key}: ${first} has ${slots(a) || 'no slots'}, ${second} has ${slots(b) || 'no slots'}`,
      );
  }
  return problems;
}

/** `<language>.json`, or every file of a folder `<language>/`, as dotted key → message. */
function readCatalogue(folder: string, language: string): Map<string, string> {
  const found = new Map<string, string>();
  const add = (prefix: string, value: unknown) => {
    if (typeof value === 'string') found.set(prefix, value);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) add(prefix ? `${prefix}.${key}` : key, inner);
  };
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
  const single = join(folder, `${language}.json`);
  const many = join(folder, language);
  if (existsSync(single)) add('', read(single));
  if (existsSync(many) && statSync(many).isDirectory())
    for (const name of readdirSync(many).sort())
      if (name.endsWith('.json')) add(name.slice(0, -'.json'.length), read(join(many, name)));
  return found;
}

/**
 * The arguments and rich-text tags of an ICU message, sorted and unique: {name}, {n, plural, …} → n, <b>.
 * Words inside a plural's branches differ between languages; what they are given must not.
 */
export function slots(message: string): string {
  const names = [...message.matchAll(/\{\s*([A-Za-z_]\w*)\s*[,}]/g)].map(([, name]) => `{${name}}`);
  const tags = [...message.matchAll(/<([A-Za-z]\w*)\s*\/?>/g)].map(([, name]) => `<${name}>`);
  return [...new Set([...names, ...tags])].sort().join(' ');
}
