import clsx from 'clsx';

const HUES = [
  'bg-accent-soft text-accent-text',
  'bg-info-soft text-info',
  'bg-success-soft text-success',
  'bg-warning-soft text-warning',
  'bg-sunken text-text',
];
const SIZES = { sm: 'size-6 text-xs', md: 'size-8 text-sm', lg: 'size-12 text-md' };

/** 李佳琦 → 佳琦 (Chinese given name), Ada Lovelace → AL. */
export function initials(name: string): string {
  const trimmed = name.trim();
  const han = /^\p{Script=Han}+/u.exec(trimmed)?.[0];
  if (han) return [...han].slice(-2).join('');
  const words = trimmed.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? '?')][0]?.toUpperCase() ?? '?').join('');
}

/** Decoration beside a name: hidden from screen readers, which read the name. */
export function Avatar({
  name,
  size = 'md',
  square,
}: {
  name: string;
  size?: keyof typeof SIZES;
  square?: boolean;
}) {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const all = initials(name);
  const letters = size === 'sm' ? [...all].at(/^\p{Script=Han}/u.test(all) ? -1 : 0) : all;
  return (
    <span
      aria-hidden
      className={clsx(
        'inline-flex shrink-0 items-center justify-center font-semibold whitespace-nowrap select-none',
        square ? 'rounded-md' : 'rounded-full',
        SIZES[size],
        HUES[sum % HUES.length],
        // Drawn, not text: a button's visible text would otherwise have to be part of its name (WCAG 2.5.3).
        'before:content-[attr(data-initials)]',
      )}
      data-initials={letters}
    />
  );
}
