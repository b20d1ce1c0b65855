'use client';
import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, type ButtonSize, type ButtonVariant, IconButton } from './button.tsx';
import { useUi } from './ui-provider.tsx';

async function write(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Plain http on a LAN address has no clipboard API.
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** Copies `text`; without children it is an icon. The result is said aloud too. */
export function CopyButton({
  text,
  label,
  children,
  variant = 'ghost',
  size = 'sm',
}: {
  text: string;
  /** What is copied ("Copy link"); default: the provider's word. */
  label?: string;
  children?: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
}) {
  const { words } = useUi();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const icon = copied ? (
    <Check aria-hidden className="size-4 text-success" />
  ) : (
    <Copy aria-hidden className="size-4" />
  );
  const onClick = () => void write(text).then(() => setCopied(true));
  return (
    <>
      {children ? (
        <Button variant={variant} size={size} icon={icon} onClick={onClick}>
          {children}
        </Button>
      ) : (
        <IconButton label={label ?? words.copy} variant={variant} size={size} icon={icon} onClick={onClick} />
      )}
      <span role="status" className="sr-only">
        {copied ? words.copied : ''}
      </span>
    </>
  );
}
