'use client';
import clsx from 'clsx';
import { CircleAlert } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId } from 'react';
import { useUi } from './ui-provider.tsx';

export interface FieldControl {
  id: string;
  name?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
}

const Control = createContext<FieldControl | null>(null);

/** What a control inside a Field takes over: its id, name, and the ids of hint and error. */
export function useFieldControl(): Partial<FieldControl> {
  return useContext(Control) ?? {};
}

export interface FieldProps {
  label: ReactNode;
  name?: string;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Says "(optional)" behind the label. */
  optional?: boolean;
  /** The label is for readers of the screen reader only. */
  hideLabel?: boolean;
  children: ReactNode;
  className?: string;
}

/** Label, control, hint and error, tied together for assistive technology. One control per field. */
export function Field({
  label,
  name,
  hint,
  error,
  required,
  optional,
  hideLabel,
  children,
  className,
}: FieldProps) {
  const { words } = useUi();
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className={clsx('font-medium', hideLabel && 'sr-only')}>
        {label}
        {optional && <span className="font-normal text-muted"> {words.optional}</span>}
      </label>
      <Control
        value={{
          id,
          name,
          'aria-describedby': described || undefined,
          'aria-invalid': error ? true : undefined,
          'aria-required': required ? true : undefined,
        }}
      >
        {children}
      </Control>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

/** Several controls under one question (radio cards, groups of checkboxes). */
export function FieldGroup({
  legend,
  hint,
  error,
  children,
  className,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <fieldset className={clsx('min-w-0', className)} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      {hint && <p className="mb-2 text-sm text-muted">{hint}</p>}
      {children}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </fieldset>
  );
}
