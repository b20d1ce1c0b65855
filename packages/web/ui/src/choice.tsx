'use client';
import clsx from 'clsx';
import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

type BoxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & { label: ReactNode; hint?: ReactNode };

export function Checkbox({ label, hint, className, ...rest }: BoxProps) {
  const id = useId();
  return (
    <div className={clsx('flex items-start gap-2.5', className)}>
      <input
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <span className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span id={`${id}-hint`} className="block text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}

/** An on/off that takes effect at once; inside forms that are sent, use a Checkbox. */
export function Switch({ label, hint, className, ...rest }: BoxProps) {
  const id = useId();
  return (
    <div className={clsx('flex items-start justify-between gap-4', className)}>
      <span className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="block text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
      <span className="relative inline-flex h-6 w-10 shrink-0">
        <input
          id={id}
          aria-describedby={hint ? `${id}-hint` : undefined}
          {...rest}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its state by itself (HTML-AAM).
          role="switch"
          className="peer absolute inset-0 size-full appearance-none rounded-full bg-border-strong transition-colors checked:bg-accent disabled:opacity-50"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute start-0.5 top-0.5 size-5 rounded-full bg-on-accent shadow-card transition-transform peer-checked:translate-x-4"
        />
      </span>
    </div>
  );
}

export interface RadioCard {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
}

/** A choice of few, each worth a sentence. Wrap it in a FieldGroup for the question. */
export function RadioCards({
  name,
  options,
  value,
  defaultValue,
  onChange,
  columns = 1,
}: {
  name: string;
  options: readonly RadioCard[];
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  columns?: 1 | 2 | 3;
}) {
  const id = useId();
  return (
    <div className={clsx('grid gap-2', columns === 2 && 'sm:grid-cols-2', columns === 3 && 'sm:grid-cols-3')}>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex items-start gap-3 rounded-md border border-border bg-surface p-3 transition-colors hover:border-border-strong has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-55 has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            disabled={option.disabled}
            aria-labelledby={`${id}-${option.value}`}
            aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value })}
            onChange={() => onChange?.(option.value)}
            className="mt-0.5 size-4 shrink-0 accent-(--accent) outline-none"
          />
          <span className="min-w-0 flex-1">
            <span id={`${id}-${option.value}`} className="flex items-center gap-2 font-medium">
              {option.icon}
              {option.label}
            </span>
            {option.hint && (
              <span id={`${id}-${option.value}-hint`} className="mt-0.5 block text-sm text-muted">
                {option.hint}
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
