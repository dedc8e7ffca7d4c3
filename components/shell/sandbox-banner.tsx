import { Icon } from '@/components/ui/icon';

/** Always there in sandbox mode, so that nobody takes the emulator for a building. */
export function SandboxBanner() {
  return (
    <aside
      aria-label="Sandbox"
      className="sticky top-0 z-40 flex h-(--banner-height) items-center justify-center gap-2 bg-waiting-soft px-3 text-sm text-waiting"
    >
      <Icon name="info" />
      <p className="truncate">
        <strong className="font-semibold">Sandbox.</strong>{' '}
        <span className="max-sm:hidden">Doors, people and codes are made up.</span> Nothing here opens a real door.
      </p>
    </aside>
  );
}
