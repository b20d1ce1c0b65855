'use client';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx';
import { Link } from './link.tsx';
import { placePopup } from './place-popup.ts';

export interface MenuItem {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  hint?: ReactNode;
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Makes it a choice: shows a check mark when true. */
  checked?: boolean;
  /** A line and, when it is text, a heading before this item. */
  section?: string | true;
}

const ITEM =
  'flex min-h-10 w-full items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-start sm:min-h-8 outline-none ' +
  'hover:bg-sunken focus-visible:bg-sunken focus-visible:outline-none aria-disabled:opacity-50';

/** Options under a button. Arrows, Home, End and the first letters move; Escape closes; it opens in the top layer. */
export function Menu({
  label,
  items,
  children,
  header,
  icon,
  variant = 'secondary',
  size,
  align = 'end',
  className,
}: {
  /** The name of the menu, and of the button when it shows only an icon. */
  label: string;
  items: readonly MenuItem[];
  /** The button's content; without it the button is a square with `icon`. */
  children?: ReactNode;
  header?: ReactNode;
  icon?: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  align?: 'start' | 'end';
  className?: string;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const [open, setOpen] = useState(false);
  const entries = () => [
    ...(popup.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled])') ?? []),
  ];
  const close = () => {
    popup.current?.hidePopover();
    button.current?.focus();
  };

  // Items exist only while it is open, so its size is known after they are there.
  useLayoutEffect(() => {
    if (!open || !button.current || !popup.current) return;
    placePopup(button.current, popup.current, align);
    popup.current.querySelector<HTMLElement>('[role^="menuitem"]:not([aria-disabled])')?.focus();
  }, [open, align]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = entries();
    const index = all.indexOf(document.activeElement as HTMLElement);
    const moves: Record<string, number> = {
      ArrowDown: (index + 1) % all.length,
      ArrowUp: (index - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      all[move]?.focus();
    } else if (event.key === 'Tab') popup.current?.hidePopover();
    else if (event.key.length === 1 && !event.metaKey && !event.ctrlKey) {
      const text = event.timeStamp - typed.current.at < 600 ? typed.current.text + event.key : event.key;
      typed.current = { text, at: event.timeStamp };
      all.find((entry) => entry.textContent?.trim().toLowerCase().startsWith(text.toLowerCase()))?.focus();
    }
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={children ? undefined : label}
        title={children ? undefined : label}
        className={clsx(buttonClass(variant, size, !children), className)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          popup.current?.showPopover();
        }}
      >
        {icon}
        {children}
      </button>
      <div
        ref={popup}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={onKeyDown}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
        }}
        className="k-rise fixed inset-auto m-0 max-h-[70dvh] min-w-48 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-md border border-border bg-raised p-1 text-base text-text shadow-popup"
      >
        {header && (
          <div role="presentation" className="mb-1 border-b border-border px-2.5 pt-1.5 pb-2.5">
            {header}
          </div>
        )}
        {open &&
          items.map((item, index) => <Entry key={item.id} item={item} first={index === 0} onDone={close} />)}
      </div>
    </>
  );
}

function Entry({ item, first, onDone }: { item: MenuItem; first: boolean; onDone: () => void }) {
  const role = item.checked === undefined ? 'menuitem' : 'menuitemradio';
  const content = (
    <>
      {item.icon && (
        <span aria-hidden className="flex size-4 items-center justify-center text-muted">
          {item.icon}
        </span>
      )}
      <span className="min-w-0 flex-1">
        {item.label}
        {item.hint && <span className="block text-sm text-muted">{item.hint}</span>}
      </span>
      {item.checked && <Check aria-hidden className="size-4 text-accent-text" />}
    </>
  );
  return (
    <div role="none">
      {item.section && (
        <div
          role="presentation"
          className={clsx(
            'px-2.5 pt-2 pb-1 text-xs font-medium text-muted',
            !first && 'mt-1 border-t border-border',
          )}
        >
          {item.section === true ? null : item.section}
        </div>
      )}
      {item.href ? (
        <MenuLink href={item.href} onDone={onDone}>
          {content}
        </MenuLink>
      ) : (
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: set only with the role menuitemradio, which has it.
        <button
          type="button"
          role={role}
          tabIndex={-1}
          aria-checked={item.checked}
          aria-disabled={item.disabled || undefined}
          className={clsx(ITEM, item.danger && 'text-danger')}
          onClick={() => {
            if (item.disabled) return;
            onDone();
            item.onSelect?.();
          }}
        >
          {content}
        </button>
      )}
    </div>
  );
}

function MenuLink({ href, onDone, children }: { href: string; onDone: () => void; children: ReactNode }) {
  return (
    <Link href={href} look="plain" role="menuitem" tabIndex={-1} className={ITEM} onClick={onDone}>
      {children}
    </Link>
  );
}
