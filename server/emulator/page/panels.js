const shown = 200;

/** An element with text; names from the world are only ever text. */
export function element(tag, text = '', className = '') {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}

export function button(text, onClick) {
  const made = Object.assign(element('button', text), { type: 'button' });
  made.addEventListener('click', onClick);
  return made;
}

/** Each panel: (control, refresh) => elements. */
export const panels = { journal, outbox, faults, scenarios };

async function journal(control) {
  const { entries, totals } = await control(`/journal?last=${shown}`);
  const summary = `${totals.calls} calls · ${totals.tokenFetches} token ${totals.tokenFetches === 1 ? 'fetch' : 'fetches'} · peak ${totals.maxPerSecond}/s, ${totals.maxConcurrent} at once`;
  const rows = entries
    .reverse()
    .map((entry) => [
      time(entry.at),
      `${entry.method} ${entry.path.replace('/access/sdk', '')}`,
      entry.status ?? entry.outcome,
      [
        ...entry.applied.map(({ what }) => what),
        ...entry.violations.map((name) => `⚠ ${name}`),
        entry.fault ?? '',
        entry.faultProblem ?? '',
      ].join(' '),
    ]);
  return [
    element('p', summary, 'quiet'),
    table(
      ['Time', 'Call', 'Answer', 'What it did'],
      rows,
      `No calls yet. Point your backend at ${location.origin}/access/sdk.`,
    ),
  ];
}

async function outbox(control) {
  const sent = await control(`/outbox?last=${shown}`);
  const rows = sent
    .reverse()
    .map(({ at, kind, channel, to, code }) => [
      at.slice(0, 19).replace('T', ' '),
      kind,
      `${channel} ${to}`,
      code ?? '',
    ]);
  return [
    table(
      ['Virtual time', 'What', 'To', 'Code'],
      rows,
      'Nothing sent yet. Invites, doorcodes and sign-in codes show here.',
    ),
  ];
}

async function faults(control, refresh) {
  const { faults: rules } = await control('/faults');
  const rows = rules.map(({ id, rule, fired }) => [
    rule.effect.type,
    `${rule.match.method ?? 'any'} ${rule.match.path ?? 'any path'}`,
    `${fired}${rule.times ? ` of ${rule.times}` : ''} times`,
    button('Remove', async () => {
      await control(`/faults/${id}`, 'DELETE');
      await refresh();
    }),
  ]);
  const examples = [
    [
      'Next grant: committed, answer lost',
      { match: { method: 'POST', path: '/v*/users' }, effect: { type: 'commit_then_reset' }, times: 1 },
    ],
    ['Every call 1.5 s slower', { match: { path: '/access/sdk/*' }, effect: { type: 'delay', beforeMs: 1500 } }],
    ['Next call: token expired', { match: { path: '/access/sdk/*' }, effect: { type: 'token_expire' }, times: 1 }],
    ['Everything 503', { match: { path: '/access/sdk/*' }, effect: { type: 'respond', status: 503 } }],
  ].map(([label, rule]) =>
    button(label, async () => {
      await control('/faults', 'POST', rule);
      await refresh();
    }),
  );
  const row = element('div', '', 'actions');
  row.append(...examples);
  return [
    row,
    table(['Effect', 'On', 'Fired', ''], rows, 'No faults. Press one above, or send your own to /_emulator/faults.'),
  ];
}

async function scenarios(control, refresh) {
  const { scenarios: shipped, running } = await control('/scenarios');
  const rows = shipped.map(({ name, about }) => [
    name,
    about,
    button('Start', async () => {
      await control('/scenarios', 'POST', { name });
      await refresh();
    }),
  ]);
  const stop = button('Stop', async () => {
    await control('/scenarios', 'DELETE');
    await refresh();
  });
  const status = running
    ? [
        element('p', `${running.name}: ${running.done} of ${running.steps} steps`),
        ...running.failed.map(({ step, message }) =>
          element('p', `⚠ Step ${step} could not happen: ${message}`, 'bad'),
        ),
        stop,
      ]
    : [];
  return [...status, table(['Scenario', 'What happens', ''], rows, 'No scenarios.')];
}

function table(heads, rows, whenEmpty) {
  if (rows.length === 0) return element('p', whenEmpty, 'quiet');
  const made = element('table');
  const head = element('tr');
  head.append(...heads.map((text) => element('th', text)));
  made.append(head);
  for (const row of rows) {
    const line = element('tr');
    for (const cell of row) {
      const box = element('td');
      box.append(cell instanceof Node ? cell : String(cell));
      line.append(box);
    }
    made.append(line);
  }
  return made;
}

function time(atMs) {
  return new Date(atMs).toLocaleTimeString('en-GB');
}
