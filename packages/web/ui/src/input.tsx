'use client';
import clsx from 'clsx';
import { ChevronDown, Eye, EyeOff, Search } from 'lucide-react';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useState,
} from 'react';
import { useFieldControl } from './field.tsx';
import { useUi } from './ui-provider.tsx';

/** 16 px on phones, where Safari would zoom into anything smaller. */
const CONTROL =
  'w-full min-w-0 rounded-md border border-border-strong bg-surface text-text text-md sm:text-base ' +
  'placeholder:text-muted disabled:opacity-60 disabled:bg-sunken ' +
  'focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:border-transparent aria-invalid:border-danger';

export interface InputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'prefix'> {
  /** Shown inside, before the text; decoration only. */
  prefix?: ReactNode;
  suffix?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function Input({ prefix, suffix, className, ...rest }: InputProps) {
  const field = useFieldControl();
  const input = (
    <input
      {...field}
      {...rest}
      name={rest.name ?? field.name}
      className={clsx(
        CONTROL,
        'h-11 px-3 sm:h-9',
        prefix && 'ps-9',
        suffix && 'pe-12',
        !prefix && !suffix && className,
      )}
    />
  );
  if (!prefix && !suffix) return input;
  return (
    <span className={clsx('relative block', className)}>
      {prefix && (
        <span className="pointer-events-none absolute inset-y-0 start-0 flex w-9 items-center justify-center text-muted">
          {prefix}
        </span>
      )}
      {input}
      {suffix && (
        <span className="absolute inset-y-0 end-0 flex items-center pe-2 text-sm text-muted">{suffix}</span>
      )}
    </span>
  );
}

export function SearchInput({ label, ...rest }: InputProps & { label: string }) {
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      {...rest}
      prefix={<Search aria-hidden className="size-4" />}
    />
  );
}

/** A password with a button that shows it: people on phones mistype. */
export function PasswordInput(props: Omit<InputProps, 'type' | 'suffix'>) {
  const { words } = useUi();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Input
      {...props}
      type={shown ? 'text' : 'password'}
      suffix={
        <button
          type="button"
          onClick={() => setShown(!shown)}
          aria-label={shown ? words.hidePassword : words.showPassword}
          aria-pressed={shown}
          className="flex size-8 items-center justify-center rounded-md hover:text-text"
        >
          <Icon aria-hidden className="size-4" />
        </button>
      }
    />
  );
}

export function Textarea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const field = useFieldControl();
  return (
    <textarea
      rows={4}
      {...field}
      {...rest}
      name={rest.name ?? field.name}
      className={clsx(CONTROL, 'px-3 py-2', className)}
    />
  );
}

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

/** The platform's own select: it is the best one on a phone and for screen readers. */
export function Select({
  options,
  placeholder,
  className,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & {
  options: readonly SelectOption[];
  placeholder?: string;
}) {
  const field = useFieldControl();
  return (
    <span className={clsx('relative block', className)}>
      <select
        {...field}
        {...rest}
        name={rest.name ?? field.name}
        className={clsx(CONTROL, 'h-11 appearance-none ps-3 pe-9 sm:h-9')}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
