import { type EndingShow, endingShows } from '#lib/ending-facets';
import { endingWords } from '#lib/messages/ending-words';
import { Icon } from '@/components/ui/icon';

/** Which of the views: always one of them, so it is no filter that could be cleared. */
export function ShowSelect({ value, onChange }: { value: EndingShow; onChange: (show: EndingShow) => void }) {
  return (
    <div className="relative max-sm:grow">
      <select
        aria-label="What to show"
        value={value}
        onChange={(event) => onChange(endingShows.find((show) => show === event.target.value) ?? value)}
        className="h-8 w-full appearance-none rounded border border-edge bg-raised pr-8 pl-2.5 font-medium max-sm:h-11"
      >
        {endingShows.map((show) => (
          <option key={show} value={show}>
            {endingWords[show].name}
          </option>
        ))}
      </select>
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </div>
  );
}
