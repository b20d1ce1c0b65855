/** Kolony's mark: a cell of a hive, shared by two. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 24 24" className="shrink-0">
      <path d="M12 1.5 21.1 6.75v10.5L12 22.5 2.9 17.25V6.75Z" fill="var(--accent)" />
      <path
        d="M8.6 7v10M15.6 7l-5.2 5 5.2 5"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.1"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
