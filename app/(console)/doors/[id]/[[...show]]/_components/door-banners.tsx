import { whyNoAccess } from '#lib/messages/door-words';
import type { DoorView } from '#lib/schemas/door';
import { Banner } from '@/components/ui/banner';

/** What limits everything on a door's page: gone from OpenKit, or of a kind that no access can be given to. */
export function DoorBanners({ door }: { door: DoorView }) {
  const obstacle = whyNoAccess(door);
  return (
    <div className="grid gap-3 pt-4 empty:hidden">
      {door.isGone && (
        <Banner tone="warn" title="OpenKit no longer lists this door.">
          What stands here is history.
        </Banner>
      )}
      {obstacle && !door.isGone && <Banner tone="warn" title={obstacle} />}
    </div>
  );
}
