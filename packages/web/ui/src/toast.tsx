'use client';
import clsx from 'clsx';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useUi } from './ui-provider.tsx';

export interface ToastMessage {
  title: ReactNode;
  description?: ReactNode;
  tone?: 'success' | 'danger' | 'info';
  action?: { label: string; onSelect: () => void };
}

const Say = createContext<((message: ToastMessage) => void) | null>(null);
const ICONS = { success: CircleCheck, danger: CircleAlert, info: Info };
const COLOURS = { success: 'text-success', danger: 'text-danger', info: 'text-info' };

/** Failures stay until dismissed; the rest leave after six seconds, or when the pointer has left them. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<(ToastMessage & { id: number })[]>([]);
  const region = useRef<HTMLDivElement>(null);
  const next = useRef(0);
  const drop = useCallback((id: number) => setMessages((all) => all.filter((each) => each.id !== id)), []);
  const say = useCallback((message: ToastMessage) => {
    next.current += 1;
    const id = next.current;
    setMessages((all) => [...all.slice(-2), { ...message, id }]);
  }, []);
  useEffect(() => {
    const popup = region.current;
    if (messages.length === 0 || !popup) return;
    // Hide and show again: the last shown is on top, also of a dialog opened meanwhile.
    if (popup.matches(':popover-open')) popup.hidePopover();
    popup.showPopover();
  }, [messages]);
  return (
    <Say value={say}>
      {children}
      <div
        ref={region}
        popover="manual"
        aria-live="polite"
        className="pointer-events-none fixed inset-auto inset-x-4 bottom-20 m-0 w-auto flex-col gap-2 overflow-visible border-0 bg-transparent p-0 open:flex sm:start-auto sm:end-6 sm:bottom-6 sm:w-88"
      >
        {messages.map((message) => (
          <Toast key={message.id} message={message} onDrop={() => drop(message.id)} />
        ))}
      </div>
    </Say>
  );
}

function Toast({ message, onDrop }: { message: ToastMessage; onDrop: () => void }) {
  const { words } = useUi();
  const [held, setHeld] = useState(false);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const tone = message.tone ?? 'success';
  const Icon = ICONS[tone];
  useEffect(() => {
    if (held || tone === 'danger') return;
    const timer = setTimeout(() => drop.current(), 6_000);
    return () => clearTimeout(timer);
  }, [held, tone]);
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      className="k-rise pointer-events-auto flex items-start gap-3 rounded-lg border border-border bg-raised p-3.5 text-base text-text shadow-popup"
    >
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', COLOURS[tone])} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{message.title}</p>
        {message.description && <p className="mt-0.5 text-sm text-muted">{message.description}</p>}
        {message.action && (
          <button
            type="button"
            onClick={() => {
              message.action?.onSelect();
              onDrop();
            }}
            className="mt-1.5 text-sm font-medium text-accent-text underline underline-offset-3"
          >
            {message.action.label}
          </button>
        )}
      </div>
      <button
        type="button"
        aria-label={words.dismiss}
        onClick={onDrop}
        className="-m-1 rounded-sm p-1 text-muted hover:text-text"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

export function useToast(): (message: ToastMessage) => void {
  const say = useContext(Say);
  if (say === null) throw new Error('ToastProvider is missing');
  return say;
}
