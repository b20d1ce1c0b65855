'use client';
import { useState } from 'react';
import { Input } from './input.tsx';

/** People type percents ("12.5"); rules are in basis points. `onChange` gets null while the text is not a percentage. */
export function PercentInput({
  defaultBp,
  onChange,
}: {
  /** Basis points: 1250 = 12.5 %. */
  defaultBp?: number | null;
  onChange: (bp: number | null) => void;
}) {
  const [text, setText] = useState(defaultBp == null ? '' : String(defaultBp / 100));
  const typed = text.trim() !== '' && bpOf(text) === null;
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      suffix="%"
      value={text}
      aria-invalid={typed || undefined}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(bpOf(event.currentTarget.value));
      }}
    />
  );
}

/** Two decimals at most: a basis point is the smallest step. */
function bpOf(text: string): number | null {
  return /^\d{1,3}(?:[.,]\d{1,2})?$/.test(text.trim())
    ? Math.round(Number(text.trim().replace(',', '.')) * 100)
    : null;
}
