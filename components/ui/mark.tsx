/** The product's mark: a doorway with a sliver of light. One colour, legible at 16 px; the name stands beside it. */
export function Mark({ className = 'size-5' }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" className={`shrink-0 ${className}`}>
      <path fillRule="evenodd" d="M1 15V8a7 7 0 0 1 14 0v7zM9 15h3V8.5C12 6.5 10.8 5 9 4.4z" />
    </svg>
  );
}
