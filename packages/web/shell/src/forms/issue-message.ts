/** The part of a zod issue that a sentence needs. */
export interface Issue {
  code?: string;
  path: readonly PropertyKey[];
  message: string;
  minimum?: unknown;
  maximum?: unknown;
  origin?: string;
  format?: string;
  input?: unknown;
}

/** Which sentence of `ui.validation` says an issue, and with which numbers. Custom refinements name their own key. */
export function issueMessage(issue: Issue): { key: string; values: Record<string, number | string> } {
  const minimum = Number(issue.minimum);
  const maximum = Number(issue.maximum);
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_union':
    case 'invalid_value':
      return { key: 'required', values: {} };
    case 'too_small':
      if (issue.origin === 'string')
        return minimum <= 1 ? { key: 'required', values: {} } : { key: 'tooShort', values: { minimum } };
      if (issue.origin === 'array') return { key: 'chooseOne', values: {} };
      return issue.origin === 'number' || issue.origin === 'int'
        ? { key: 'tooSmall', values: { minimum } }
        : { key: 'invalid', values: {} };
    case 'too_big':
      if (issue.origin === 'string') return { key: 'tooLong', values: { maximum } };
      return issue.origin === 'number' || issue.origin === 'int'
        ? { key: 'tooBig', values: { maximum } }
        : { key: 'invalid', values: {} };
    case 'invalid_format':
      if (issue.format === 'email' || issue.format === 'url') return { key: issue.format, values: {} };
      return { key: /^[a-z_]+$/.test(issue.message) ? issue.message : 'invalid', values: {} };
    default:
      return { key: /^[a-z_]+$/.test(issue.message) ? issue.message : 'invalid', values: {} };
  }
}
