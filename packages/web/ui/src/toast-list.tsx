'use client';
import clsx from 'clsx';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Said, ToastMessage } from './toast-message.ts';
import { useUi } from './ui-provider.tsx';

const ICONS = { success: CircleCheck, danger: CircleAlert, info: Info };
const COLOURS = { success: 'text-success', danger: 'text-danger', info: 'text-info' };

export default function ToastList({
  messages,
  onDrop,
}: {
  messages: readonly Said[];
  onDrop: (id: number) => void;
}) {
  return messages.map((message) => (
    <Toast key={message.id} message={message} onDrop={() => onDrop(message.id)} />
  ));
}

/** Failures stay until dismissed; the rest leave after six seconds, or once the pointer has left them. */
function Toast({ message, onDrop }: { message: ToastMessage; onDrop: () => void }) {
  const { words } = useUi();
  const [held, setHeld] = useState(false);
  const drop = useRef(onDrop);
  const tone = message.tone ?? 'success';
  const Icon = ICONS[tone];
  useEffect(() => {
    drop.current = onDrop;
  });
  useEffect(() => {
    if (held || tone === 'danger') return;
    const timer = setTimeout(() => drop.current(), 6_000);
    return () => clearTimeout(timer);
  }, [held, tone]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only keeps it from leaving.
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
