import { exception } from './exception.ts';

/** What the server has to know of a statement; the engine does the real parsing. */
export interface Statement {
  /** Without a trailing semicolon. */
  sql: string;
  /** The first word, in capitals. */
  verb: string;
  /** Of the FORMAT clause. */
  format: string | undefined;
  /** Where `FROM INFILE` belongs in an `INSERT … FORMAT x` whose rows arrive beside it. */
  infileAt: number | undefined;
}

interface Token {
  text: string;
  at: number;
  /** Depth of parentheses. */
  depth: number;
}

/** Comments, string, quoted names, heredoc, words and numbers, any other sign. */
const TOKEN =
  /\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|\$(\w*)\$[\s\S]*?\$\1\$|[\p{L}\p{N}_]+|[\s\S]/uy;

/** Throws the engine's own complaint about a second statement: over HTTP a request is one. */
export function parseStatement(text: string): Statement {
  const tokens: Token[] = [];
  let depth = 0;
  let end = text.length;
  let inline = false;
  const rx = new RegExp(TOKEN);
  for (let match = rx.exec(text); match; match = rx.exec(text)) {
    const [token] = match;
    if (/^(?:\s|--|#[ !]|\/\*)/.test(token)) continue;
    if (end < match.index)
      throw exception(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)');
    if (token === ';' && depth === 0) {
      end = match.index;
      continue;
    }
    if (token === '(') depth++;
    if (token === ')') depth--;
    tokens.push({ text: token.toUpperCase(), at: match.index, depth });
    if (
      tokens[0]?.text === 'INSERT' &&
      depth === 0 &&
      startsRows(tokens) &&
      text.slice(rx.lastIndex).trim() !== ''
    ) {
      inline = true;
      break;
    }
  }
  const top = tokens.filter((token) => token.depth === 0);
  const formatAt = top.findLastIndex(({ text: word }) => word === 'FORMAT');
  const format = formatAt < 0 ? undefined : top[formatAt + 1];
  const insert = tokens[0]?.text === 'INSERT';
  const selects = top.some(({ text: word }) => word === 'SELECT' || word === 'WITH');
  const clause = top.find(({ text: word }, index) => word === 'SETTINGS' || index === formatAt);
  return {
    sql: text.slice(0, end),
    verb: tokens.find(({ text: word }) => word !== '(')?.text ?? '',
    format: format && text.slice(format.at, format.at + format.text.length),
    infileAt: insert && format && !selects && !inline ? clause?.at : undefined,
  };
}

/** After `VALUES` or `FORMAT x` of an INSERT come its rows, in a language that is not SQL. */
function startsRows(tokens: readonly Token[]): boolean {
  const [last, before] = [tokens.at(-1), tokens.at(-2)];
  return tokens.length > 3 && (last?.text === 'VALUES' || (before?.text === 'FORMAT' && before.depth === 0));
}

export const quoted = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export const quotedName = (name: string) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
