import { notInOpenKit } from '#lib/messages/diagnosis-words';

/** What OpenKit cannot do, said where one would look for it. */
export function NotInOpenKit() {
  return (
    <section aria-labelledby="not-in-openkit">
      <h3 id="not-in-openkit" className="pb-1.5 font-semibold">
        What OpenKit cannot do
      </h3>
      <ul className="grid list-disc gap-1 pl-5 text-sm text-muted">
        {notInOpenKit.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
