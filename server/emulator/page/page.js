import { callControl } from './control.js';
import { createFollower } from './follow.js';
import { doorState, lockTexts, syncText } from './lock-texts.js';
import { button, element, panels } from './panels.js';
import { keepRefreshing } from './refresh.js';

const pauseMs = 2000;
const byId = (id) => document.getElementById(id);
const state = { world: '', buildings: [], door: null, lock: null, tab: 'journal', clock: null };
/** What a press was refused stays until the next press, however well the page refreshes in between. */
const problems = { refresh: null, press: null };

const control = (path, method, body) => callControl('', sessionStorage.getItem('controlKey'), path, method, body);

function tell(source, error) {
  problems[source] = error;
  const shown = problems.refresh ?? problems.press;
  byId('problem').hidden = shown === null;
  if (byId('problem').textContent !== (shown?.message ?? '')) byId('problem').textContent = shown?.message ?? '';
  byId('key').hidden = shown?.kind !== 'needs_key';
}

async function refresh() {
  const { counts, profile, seed, clock } = await control('/state');
  byId('summary').textContent =
    `${counts.buildings} buildings, ${counts.doors} doors, ${counts.users} people · profile ${profile} · seed ${seed}`;
  state.clock = clock;
  byId('freeze').textContent = clock.frozen ? 'Let it run' : 'Freeze';
  const world = [seed, counts.buildings, counts.doors].join();
  if (world !== state.world) await loadBuildings();
  state.world = world;
  await follow();
  await showTraffic();
}

const buildingTitle = ({ name, address }) => `${name}, ${address.city}`;

async function loadBuildings() {
  const chosen = byId('building').value;
  state.buildings = (await control('/buildings')).buildings;
  byId('building').replaceChildren(
    ...state.buildings.map((building, index) =>
      Object.assign(element('option', buildingTitle(building)), { value: index }),
    ),
  );
  if (chosen in state.buildings) byId('building').value = chosen;
  // A world begun anew does not know the door that was chosen.
  if (!state.buildings.some(({ doors }) => doors.some(({ uuid }) => uuid === state.door))) {
    state.door = null;
    state.lock = null;
    byId('lock').replaceChildren(element('p', 'Choose a door.', 'quiet'));
  }
  showDoors();
}

const chosenBuilding = () => state.buildings[byId('building').value];

const follow = createFollower({
  control,
  chosen: () => ({ buildings: chosenBuilding()?.uuid ?? null, doors: state.door }),
  showBuilding,
  showDoor: (door) => {
    if (state.lock?.uuid !== door.uuid) state.lock = openLock(door.uuid);
    state.lock.show(door);
  },
});

function showBuilding(fresh) {
  Object.assign(chosenBuilding(), fresh);
  byId('building').selectedOptions[0].textContent = buildingTitle(fresh);
  showDoors();
}

function showDoors() {
  const building = chosenBuilding();
  byId('doors').replaceChildren(
    ...(building?.doors ?? []).map((door) => {
      const row = button('', () => chooseDoor(door.uuid));
      row.className = 'door';
      row.append(element('span', door.name, 'name'), element('span', doorState(door), 'quiet'));
      if (door.uuid === state.door) row.setAttribute('aria-current', 'true');
      const item = element('li');
      item.append(row);
      return item;
    }),
  );
}

async function chooseDoor(uuid) {
  state.door = uuid;
  showDoors();
  await follow();
}

/** Makes the panel of a lock. `show` brings it up to date and leaves alone what is being typed. */
function openLock(uuid) {
  let isOffline = false;
  const title = element('h3');
  const facts = element('p', '', 'quiet');
  const field = Object.assign(element('input'), { inputMode: 'numeric', maxLength: 7, ariaLabel: 'Doorcode' });
  const result = element('p');
  result.setAttribute('role', 'status');
  const press = async () => {
    const { opens, detail } = await control(`/doors/${uuid}/try`, 'POST', { code: field.value });
    result.className = opens ? 'good' : 'bad';
    result.textContent = detail;
  };
  field.addEventListener('keydown', (event) => event.key === 'Enter' && press());
  const keypad = element('div', '', 'keypad');
  const type = (digit) => {
    field.value = `${field.value}${digit}`.slice(0, 7);
  };
  keypad.append(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => button(String(digit), () => type(digit))));
  keypad.append(
    button('Clear', () => {
      field.value = '';
    }),
    button('0', () => type(0)),
    button('Open', press),
  );
  const sync = button('', async () => {
    const { synced } = await control(`/doors/${uuid}/sync`, 'POST');
    await follow();
    result.className = 'good';
    result.textContent = syncText(synced);
  });
  const wire = button('', async () => {
    await control(`/doors/${uuid}`, 'PATCH', { isConnected: isOffline });
    await follow();
  });
  const row = element('div', '', 'actions');
  row.append(sync, wire);
  byId('lock').replaceChildren(title, facts, field, keypad, result, row);
  const show = (door) => {
    const texts = lockTexts(door);
    isOffline = door.isConnected === false;
    title.textContent = door.name;
    facts.textContent = texts.facts;
    sync.textContent = texts.sync;
    wire.textContent = texts.wire;
  };
  return { uuid, show };
}

function tick() {
  if (!state.clock) return;
  const { frozen, now, offsetMs } = state.clock;
  const at = frozen ? new Date(now) : new Date(Date.now() + offsetMs);
  byId('now').textContent = `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC${frozen ? ' (frozen)' : ''}`;
}

async function showTraffic() {
  const { tab } = state;
  const fresh = element('div');
  fresh.append(...(await panels[tab](control, showTraffic)));
  // Another tab was opened meanwhile, or nothing is new: what has the focus keeps it.
  if (tab !== state.tab || fresh.innerHTML === byId('traffic').innerHTML) return;
  byId('traffic').replaceChildren(...fresh.childNodes);
}

byId('building').addEventListener('change', showDoors);
byId('clock').addEventListener('click', async ({ target }) => {
  if (target.dataset.advance) await control('/clock', 'POST', { advance: target.dataset.advance });
  else if (target.id === 'freeze') await control('/clock', 'POST', { freeze: !state.clock?.frozen });
  await refresh();
});
byId('tabs').addEventListener('click', async ({ target }) => {
  if (!target.dataset.tab) return;
  state.tab = target.dataset.tab;
  for (const tab of byId('tabs').children) tab.setAttribute('aria-pressed', String(tab === target));
  await showTraffic();
});
byId('key').addEventListener('submit', async (event) => {
  event.preventDefault();
  sessionStorage.setItem('controlKey', new FormData(event.target).get('key'));
  event.target.reset();
  await refresh();
  tell('refresh', null);
});
// Nothing awaits what a press began, so that its failure ends here. That nobody answers is over with the next refresh.
window.addEventListener('click', () => tell('press', null), true);
window.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  tell(event.reason.kind === 'lost' ? 'refresh' : 'press', event.reason);
});

setInterval(tick, 250);
await keepRefreshing({
  refresh,
  tell: (error) => tell('refresh', error),
  pause: () => new Promise((resolve) => setTimeout(resolve, pauseMs)),
  isWatched: () => !document.hidden,
});
