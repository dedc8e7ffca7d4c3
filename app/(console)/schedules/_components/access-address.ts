type Held = { id: string; personId: string; stands: 'now' | 'next' | 'ended' };

/** An access on the page of its person: what works now, begins later or is over stands there in lists of its own. */
export const accessAddress = ({ id, personId, stands }: Held): string =>
  `/people/${personId}${stands === 'now' ? '' : `?show=${stands}`}#access-${id}`;
