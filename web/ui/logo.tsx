/** The mark of the product: a reading desk seen from above. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--mantine-color-accent-7)" />
      <path
        d="M8 24V10a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v14M8 18h16M16 18v6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
