'use client';
import type { Currency } from '@kolony/kernel';
import { fromDecimal, toDecimal } from '@kolony/kernel/currency';
import { useState } from 'react';
import { useFieldControl } from './field.tsx';
import { Input } from './input.tsx';

/**
 * People type decimals ("1,234.5"); forms carry integer minor units. The hidden input (`data-kind="minor"`) is what
 * a form reads; it is empty while the text is not an amount of the currency, and `onChange` then gets null.
 */
export function MoneyInput({
  currency,
  name,
  defaultAmount,
  onChange,
  disabled,
  placeholder,
  'aria-label': label,
}: {
  currency: Currency;
  name?: string;
  /** Minor units. */
  defaultAmount?: number | null;
  onChange?: (amount: number | null) => void;
  disabled?: boolean;
  placeholder?: string;
  'aria-label'?: string;
}) {
  const field = useFieldControl();
  const [text, setText] = useState(defaultAmount == null ? '' : toDecimal(defaultAmount, currency));
  const amount = fromDecimal(text, currency);
  return (
    <>
      <Input
        name=""
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        value={text}
        disabled={disabled}
        placeholder={placeholder}
        aria-invalid={field['aria-invalid'] ?? (text.trim() !== '' && amount === null ? true : undefined)}
        suffix={currency}
        className="tabular-nums"
        onChange={(event) => {
          setText(event.target.value);
          onChange?.(fromDecimal(event.target.value, currency));
        }}
        onBlur={() => {
          if (amount !== null) setText(toDecimal(amount, currency));
        }}
      />
      <input
        type="hidden"
        name={name ?? field.name}
        data-kind="minor"
        value={amount ?? ''}
        disabled={disabled}
      />
    </>
  );
}
