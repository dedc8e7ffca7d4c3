import { button, element, panels } from './panels.js';

const byId = (id) => document.getElementById(id);
const state = { buildings: [], door: null, tab: 'journal', clock: null };

/** Calls the control API; a problem is shown on top of the page. */
async function control(path, method = 'GET', body = undefined) {
  const key = sessionStorage.getItem('controlKey');
  const answer = await fetch(`/_emulator${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(key ? { 'x-emulator-key': key } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = await answer.json();
  if (answer.status === 403 && !key) askForKey();
  byId('problem').hidden = answer.ok;
  byId('problem').textContent = answer.ok ? '' : json.message;
  if (!answer.ok) throw new Error(json.message);
  return json;
}

function askForKey() {
  const given = prompt('This emulator asks for its control key:');
  if (given) sessionStorage.setItem('controlKey', given);
}

async function loadWorld() {
  const { counts, profile, seed } = await control('/state');
  byId('summary').textContent =
    `${counts.buildings} buildings, ${counts.doors} doors, ${counts.users} people · profile ${profile} · seed ${seed}`;
  state.buildings = (await control('/buildings')).buildings;
  byId('building').replaceChildren(
    ...state.buildings.map(({ name, address }, index) =>
      Object.assign(element('option', `${name}, ${address.city}`), { value: index }),
    ),
  );
  showDoors();
}

function showDoors() {
  const building = state.buildings[byId('building').value];
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

function doorState({ device, isConnected, type }) {
  if (type === 'ELEVATOR') return 'elevator';
  if (device === null) return 'not activated';
  return isConnected === false ? 'offline' : '';
}

async function chooseDoor(uuid) {
  state.door = uuid;
  showDoors();
  const door = await control(`/doors/${uuid}`);
  byId('lock').replaceChildren(...lockPanel(door));
}

function lockPanel(door) {
  const field = Object.assign(element('input'), { inputMode: 'numeric', maxLength: 7, ariaLabel: 'Doorcode' });
  const result = element('p');
  result.setAttribute('role', 'status');
  const press = async () => {
    const { opens, detail } = await control(`/doors/${door.uuid}/try`, 'POST', { code: field.value });
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
  const sync = button(`Sync this lock (${door.unsynced} waiting)`, async () => {
    const { synced } = await control(`/doors/${door.uuid}/sync`, 'POST');
    await chooseDoor(door.uuid);
    byId('lock').append(element('p', `${synced} changes reached the lock.`, 'good'));
  });
  const wire = button(door.isConnected === false ? 'Bring online' : 'Take offline', async () => {
    await control(`/doors/${door.uuid}`, 'PATCH', { isConnected: door.isConnected === false });
    await loadWorldKeeping(door.uuid);
  });
  const row = element('div', '', 'actions');
  row.append(sync, wire);
  const facts = `${door.buildingName} · ${door.zone} · ${door.accessCount} accesses`;
  return [element('h3', door.name), element('p', facts, 'quiet'), field, keypad, result, row];
}

async function loadWorldKeeping(uuid) {
  const chosen = byId('building').value;
  await loadWorld();
  byId('building').value = chosen;
  await chooseDoor(uuid);
}

async function showClock() {
  state.clock = await control('/clock');
  byId('freeze').textContent = state.clock.frozen ? 'Let it run' : 'Freeze';
}

function tick() {
  if (!state.clock) return;
  const { frozen, now, offsetMs } = state.clock;
  const at = frozen ? new Date(now) : new Date(Date.now() + offsetMs);
  byId('now').textContent = `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC${frozen ? ' (frozen)' : ''}`;
}

async function showTraffic() {
  byId('traffic').replaceChildren(...(await panels[state.tab](control, showTraffic)));
}

byId('building').addEventListener('change', showDoors);
byId('clock').addEventListener('click', async ({ target }) => {
  if (target.dataset.advance) await control('/clock', 'POST', { advance: target.dataset.advance });
  else if (target.id === 'freeze') await control('/clock', 'POST', { freeze: !state.clock.frozen });
  await showClock();
});
byId('tabs').addEventListener('click', ({ target }) => {
  if (!target.dataset.tab) return;
  state.tab = target.dataset.tab;
  for (const tab of byId('tabs').children) tab.setAttribute('aria-pressed', String(tab === target));
  showTraffic();
});

await loadWorld();
await showClock();
await showTraffic();
setInterval(tick, 250);
setInterval(() => state.tab === 'scenarios' || showTraffic(), 2000);
