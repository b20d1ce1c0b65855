'use client';
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Said, ToastMessage } from './toast-message.ts';

/** Fetched with the first message. */
const ToastList = lazy(() => import('./toast-list.tsx'));

const Say = createContext<((message: ToastMessage) => void) | null>(null);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Said[]>([]);
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
        {messages.length > 0 && (
          <Suspense>
            <ToastList messages={messages} onDrop={drop} />
          </Suspense>
        )}
      </div>
    </Say>
  );
}

export function useToast(): (message: ToastMessage) => void {
  const say = useContext(Say);
  if (say === null) throw new Error('ToastProvider is missing');
  return say;
}
