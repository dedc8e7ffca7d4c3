/** What will follow, one line each; the first one stands out. */
export function Sentences({ sentences }: { sentences: readonly string[] }) {
  const [first, ...others] = sentences;
  if (first === undefined) return null;
  return (
    <div className="grid gap-2 border-l-2 border-accent pl-3 wrap-anywhere">
      <p>{first}</p>
      {others.length > 0 && (
        <ul className="grid list-disc gap-1 pl-5 text-sm text-muted">
          {others.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
