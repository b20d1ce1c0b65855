import type { PublicBundle } from '@kolony/links/schema';
import { Badge } from '@kolony/ui';
import { ArrowUpRight } from 'lucide-react';

/** A bundle as visitors see it: every line with its advertising label, before they follow it. */
export function PublicSection({ section, title }: { section: PublicBundle; title: boolean }) {
  return (
    <section className="space-y-3">
      {title && <h2 className="text-lg font-semibold break-words">{section.title}</h2>}
      <ul className="space-y-3">
        {section.items.map((item) => (
          <li key={item.url}>
            <a
              href={item.url}
              rel="sponsored nofollow noopener"
              className="flex min-h-14 items-center justify-between gap-3 rounded-lg border border-border bg-surface px-4 py-3 shadow-card hover:border-border-strong"
            >
              <span className="min-w-0">
                <span className="block font-medium break-words">{item.title}</span>
                <span className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted">
                  <Badge tone="warning">{item.disclosure}</Badge>
                  {item.brand}
                </span>
              </span>
              <ArrowUpRight aria-hidden className="size-5 shrink-0 text-muted" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
