'use client';
import { CircleHelp } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';
import { placePopup } from './place-popup.ts';

/**
 * A short explanation on hover, focus or touch. Without children it is a question mark. Put nothing in it that
 * somebody needs in order to act.
 */
export function Tooltip({
  text,
  label,
  children,
}: {
  text: ReactNode;
  /** The name of the question mark ("About settled GMV"). Required without children. */
  label?: string;
  children?: ReactNode;
}) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const show = () => {
    if (!popup.current || !anchor.current || popup.current.matches(':popover-open')) return;
    popup.current.showPopover();
    placePopup(anchor.current, popup.current, 'center');
  };
  const hide = () => popup.current?.matches(':popover-open') && popup.current.hidePopover();
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        aria-describedby={id}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={(event) => event.key === 'Escape' && hide()}
        className={
          children
            ? 'cursor-help underline decoration-border-strong decoration-dotted underline-offset-3'
            : 'relative text-muted after:absolute after:-inset-2 hover:text-text'
        }
      >
        {children ?? <CircleHelp aria-hidden className="size-3.5" />}
      </button>
      <div
        ref={popup}
        id={id}
        role="tooltip"
        popover="manual"
        className="pointer-events-none fixed inset-auto m-0 max-w-72 rounded-md bg-text px-2.5 py-1.5 text-start text-sm font-normal whitespace-normal text-bg shadow-popup"
      >
        {text}
      </div>
    </>
  );
}
