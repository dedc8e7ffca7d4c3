import type { Area } from '#lib/area';
import { Button } from '@/components/ui/button';
import { controlStyle } from '@/components/ui/field';

/** One line for the question. A form of the browser's own: Enter sends it, before the page's scripts run too. */
export function AskForm({ asked, area }: { asked: string; area: Area }) {
  return (
    <search>
      <form method="get" action="/schedules/who" className="flex flex-wrap gap-2 pt-5 pb-2">
        <input
          type="search"
          name="ask"
          aria-label="Ask who can open what"
          placeholder="gym tue 3pm"
          defaultValue={asked}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          className={`${controlStyle} min-w-0 flex-1 basis-56 sm:max-w-xl`}
        />
        {area.portfolio && <input type="hidden" name="portfolio" value={area.portfolio} />}
        {area.building && <input type="hidden" name="building" value={area.building} />}
        <Button type="submit" variant="primary">
          Ask
        </Button>
      </form>
    </search>
  );
}
