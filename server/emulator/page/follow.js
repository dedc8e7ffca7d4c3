/**
 * Looks again at the building and the door that `chosen` names (either may be null), each time it is called, and shows
 * those that are other than they were shown last.
 */
export function createFollower({ control, chosen, showBuilding, showDoor }) {
  const shown = { buildings: '', doors: '' };
  const look = async (kind, uuid, show) => {
    const fresh = uuid === null ? null : await control(`/${kind}/${uuid}`);
    const text = JSON.stringify(fresh);
    // Another one was chosen meanwhile, and is looked at by whoever chose it.
    if (chosen()[kind] !== uuid || text === shown[kind]) return;
    shown[kind] = text;
    if (fresh !== null) show(fresh);
  };
  return async () => {
    await look('buildings', chosen().buildings, showBuilding);
    await look('doors', chosen().doors, showDoor);
  };
}
