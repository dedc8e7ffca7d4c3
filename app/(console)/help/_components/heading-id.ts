/** `What waits for a sync` → `what-waits-for-a-sync`: the part of an address that leads to a heading. */
export const headingId = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
