/** Why a door is not as others are, in a word or two; '' when it is. */
export function doorState({ device, isConnected, type }) {
  if (type === 'ELEVATOR') return 'elevator';
  if (device === null) return 'not activated';
  return isConnected === false ? 'offline' : '';
}

/** What came of a sync. */
export function syncText(synced) {
  if (synced === 0) return 'The lock knew everything already.';
  return synced === 1 ? '1 access changed at the lock.' : `${synced} accesses changed at the lock.`;
}

/** What the panel of a lock says. */
export function lockTexts(door) {
  const facts = [door.buildingName, door.zone, `${door.accessCount} accesses`, doorState(door)];
  return {
    facts: facts.filter((fact) => fact !== '').join(' · '),
    sync: `Sync this lock (${door.unsynced} waiting)`,
    wire: door.isConnected === false ? 'Bring online' : 'Take offline',
  };
}
