import clsx from 'clsx';
import { LoaderCircle } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Link } from './link.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover shadow-card',
  secondary: 'bg-surface text-text border border-border hover:bg-sunken shadow-card',
  ghost: 'text-text hover:bg-sunken',
  danger: 'bg-danger-soft text-danger border border-danger/40 hover:border-danger',
};
const SIZES: Record<ButtonSize, string> = {
  sm: 'h-9 sm:h-8 px-3 text-sm gap-1.5',
  md: 'h-11 sm:h-9 px-4 sm:px-3.5 text-base gap-2',
  lg: 'h-12 sm:h-11 px-5 text-md gap-2',
};
const SQUARES: Record<ButtonSize, string> = {
  sm: 'size-9 sm:size-8',
  md: 'size-11 sm:size-9',
  lg: 'size-12 sm:size-11',
};

/** The classes of a button, for elements that must look like one. */
export function buttonClass(
  variant: ButtonVariant = 'secondary',
  size: ButtonSize = 'md',
  square = false,
): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap select-none',
    'transition-colors disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55',
    VARIANTS[variant],
    square ? SQUARES[size] : SIZES[size],
  );
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows a spinner and ignores further presses; the width does not change. */
  pending?: boolean;
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant,
  size,
  pending,
  icon,
  children,
  className,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={rest.disabled || pending}
      aria-busy={pending || undefined}
      className={clsx(buttonClass(variant, size), className)}
    >
      {pending ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : icon}
      {children}
    </button>
  );
}

/** A button that shows only an icon; `label` is its name for everyone who does not see it. */
export function IconButton({
  label,
  icon,
  variant = 'ghost',
  size,
  pending,
  className,
  type = 'button',
  ...rest
}: Omit<ButtonProps, 'children'> & { label: string; icon: ReactNode }) {
  return (
    <button
      {...rest}
      type={type}
      title={rest.title ?? label}
      aria-label={label}
      disabled={rest.disabled || pending}
      aria-busy={pending || undefined}
      className={clsx(buttonClass(variant, size, true), className)}
    >
      {pending ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : icon}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere, it does not do something. */
export function ButtonLink({
  href,
  variant,
  size,
  icon,
  children,
  className,
  download,
}: {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
  download?: boolean;
}) {
  return (
    <Link
      href={href}
      look="plain"
      className={clsx(buttonClass(variant, size), className)}
      download={download}
    >
      {icon}
      {children}
    </Link>
  );
}
