'use client';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button, IconButton } from './button.tsx';
import { useUi } from './ui-provider.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
}

const SIZES = { sm: 'sm:max-w-sm', md: 'sm:max-w-lg', lg: 'sm:max-w-3xl' };

/**
 * The platform's modal dialog: focus stays inside, Escape and the backdrop close it, the page behind is inert, and
 * focus returns to where it was. Children exist only while it is open, so their state starts afresh.
 */
function Modal({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  className,
  bare,
}: DialogProps & { className: string; bare?: boolean }) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { words } = useUi();
  useEffect(() => {
    if (!open || !ref.current) return;
    const before = document.activeElement;
    ref.current.showModal();
    // The platform would take the close button, which comes first.
    ref.current
      .querySelector<HTMLElement>('[data-body] :is(input:not([type=hidden]), textarea, select)')
      ?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [open]);
  if (!open) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way, given by the platform.
    <dialog
      ref={ref}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={clsx(
        'fixed m-0 flex-col border-border bg-raised p-0 text-text shadow-popup open:flex',
        className,
      )}
    >
      <header className={clsx('flex items-start justify-between gap-4 px-5 pt-4', bare && 'sr-only')}>
        <div className="min-w-0">
          <h2 id={`${id}-title`} className="text-lg font-semibold">
            {title}
          </h2>
          {description && (
            <p id={`${id}-description`} className="mt-1 text-muted">
              {description}
            </p>
          )}
        </div>
        <IconButton
          label={words.close}
          icon={<X aria-hidden className="size-4" />}
          size="sm"
          onClick={onClose}
          className="-me-2"
        />
      </header>
      <div
        data-body
        className={clsx('min-h-0 flex-1 overflow-y-auto overscroll-contain', !bare && 'px-5 py-4')}
      >
        {children}
      </div>
      {footer && (
        <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3">
          {footer}
        </footer>
      )}
    </dialog>
  );
}

/** Centred; on phones it rises from the bottom edge. */
export function Dialog({ size = 'md', ...rest }: DialogProps) {
  return (
    <Modal
      {...rest}
      className={clsx(
        'k-rise inset-x-0 top-auto bottom-0 max-h-[92dvh] w-full max-w-none rounded-t-lg border-t',
        'sm:inset-0 sm:m-auto sm:h-fit sm:max-h-[85dvh] sm:rounded-lg sm:border',
        SIZES[size],
      )}
    />
  );
}

/** At the side, for details that belong to the list beside it. */
export function Drawer({ side = 'end', ...rest }: Omit<DialogProps, 'size'> & { side?: 'start' | 'end' }) {
  return (
    <Modal
      {...rest}
      className={clsx(
        'k-slide inset-y-0 h-dvh max-h-none w-full max-w-md',
        side === 'end' ? 'start-auto end-0 border-s' : 'start-0 end-auto max-w-[85vw] border-e sm:max-w-xs',
      )}
    />
  );
}

/** A dialog without a visible header, for the palette. */
export function BareDialog(props: DialogProps) {
  return (
    <Modal
      {...props}
      bare
      className="inset-x-0 top-[10dvh] mx-auto w-[calc(100vw-2rem)] max-w-xl rounded-lg border"
    />
  );
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  description,
  confirmLabel,
  cancelLabel,
  onConfirm,
  danger,
  pending,
  children,
}: DialogProps & {
  confirmLabel: string;
  cancelLabel: string;
  onConfirm: () => void;
  danger?: boolean;
  pending?: boolean;
}) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{cancelLabel}</Button>
          <Button variant={danger ? 'danger' : 'primary'} onClick={onConfirm} pending={pending}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
