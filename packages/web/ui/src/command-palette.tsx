'use client';
import clsx from 'clsx';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import { BareDialog } from './dialog.tsx';
import { useUi } from './ui-provider.tsx';

export interface Command {
  id: string;
  label: string;
  /** Other words that find it, in any language. */
  keywords?: string;
  group: string;
  icon?: ReactNode;
  hint?: string;
  run: () => void;
}

/** Every typed word must occur somewhere in label, keywords or group; labels that start with the text come first. */
export function findCommands(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  return commands
    .filter((command) => {
      const hay = `${command.label} ${command.keywords ?? ''} ${command.group}`.toLowerCase();
      return words.every((word) => hay.includes(word));
    })
    .sort(
      (a, b) =>
        Number(b.label.toLowerCase().startsWith(first)) - Number(a.label.toLowerCase().startsWith(first)),
    );
}

export function CommandPalette({
  open,
  onClose,
  commands,
}: {
  open: boolean;
  onClose: () => void;
  commands: readonly Command[];
}) {
  const { words } = useUi();
  return (
    <BareDialog open={open} onClose={onClose} title={words.commandTitle}>
      <Chooser commands={commands} onClose={onClose} />
    </BareDialog>
  );
}

function Chooser({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const { words } = useUi();
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const groups = useMemo(() => {
    const byGroup = new Map<string, Command[]>();
    for (const command of findCommands(commands, text))
      byGroup.set(command.group, [...(byGroup.get(command.group) ?? []), command]);
    return [...byGroup];
  }, [commands, text]);
  const found = groups.flatMap(([, members]) => members);
  const active = found[Math.min(at, found.length - 1)];
  const choose = (command: Command) => {
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // Enter that ends a Chinese input method's composition is not a choice.
    if (event.key === 'Enter' && active) {
      event.preventDefault();
      choose(active);
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    const next = (Math.min(at, found.length - 1) + step + found.length) % found.length;
    setAt(next);
    document.getElementById(`${id}-${found[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <div className="flex items-center gap-3 border-b border-border px-4">
        <Search aria-hidden className="size-4 text-muted" />
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          aria-label={words.commandTitle}
          placeholder={words.commandPlaceholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 w-full min-w-0 bg-transparent text-md outline-none placeholder:text-muted"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={words.commandTitle}
        className="max-h-[50dvh] overflow-y-auto p-1.5"
      >
        {groups.map(([group, members]) => (
          // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by role.
          <div key={group} role="group" aria-label={group}>
            <div aria-hidden className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
              {group}
            </div>
            {members.map((command) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field keeps the focus and handles the keys (combobox pattern).
              <div
                key={command.id}
                id={`${id}-${command.id}`}
                role="option"
                aria-selected={command === active}
                onClick={() => choose(command)}
                onMouseMove={() => setAt(found.indexOf(command))}
                className={clsx(
                  'flex h-10 cursor-pointer items-center gap-2.5 rounded-sm px-2.5',
                  command === active && 'bg-sunken',
                )}
              >
                <span aria-hidden className="flex size-4 items-center justify-center text-muted">
                  {command.icon}
                </span>
                <span className="min-w-0 flex-1 truncate">{command.label}</span>
                {command.hint && <span className="text-sm text-muted">{command.hint}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={clsx('px-4 text-muted', found.length === 0 ? 'pb-4' : 'sr-only')}>
        {found.length === 0 ? words.commandEmpty : ''}
      </p>
    </>
  );
}
