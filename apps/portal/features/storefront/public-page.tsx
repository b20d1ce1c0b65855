import type { ReactNode } from 'react';

/** The frame of what anybody may see: one column, a phone's width, and what its links are. */
export function PublicPage({ children, note, data }: { children: ReactNode; note: string; data: object }) {
  return (
    <main id="content" className="mx-auto flex min-h-dvh max-w-lg flex-col gap-6 px-4 py-8">
      {children}
      <footer className="mt-auto pt-6 text-center text-sm text-muted">{note}</footer>
      <script
        type="application/ld+json"
        // Data, in which no tag can begin or end.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll('<', '\\u003c') }}
      />
    </main>
  );
}
