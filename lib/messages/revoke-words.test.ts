import { expect, test } from 'vitest';
import type { PersonView } from '../schemas/person.ts';
import { sampleAccess } from '../testing/sample-access.ts';
import { remainingSentences, revokeConsequences } from './revoke-words.ts';

const gym = sampleAccess();
const pool = sampleAccess({ doorId: 'pool', doorName: 'Pool' });
const said = (chosen: ReturnType<typeof sampleAccess>[], all = chosen, guests: PersonView['guests'] = []) =>
  revokeConsequences('Maya Okafor', chosen, { accesses: all, guests }).join(' ');

test('the person and the doors are named first', () => {
  expect(revokeConsequences('Maya Okafor', [gym, pool], { accesses: [gym, pool], guests: [] })[0]).toBe(
    'Maya Okafor can no longer open Gym and Pool.',
  );
});

test('codes that stop are said, and only for doors that have one', () => {
  expect(said([gym, sampleAccess({ doorId: 'pool', doorName: 'Pool', doorcodeStatus: 'none' })])).toContain(
    'doorcode stops opening Gym.',
  );
  expect(said([sampleAccess({ doorcodeStatus: 'communal_conflict' })])).not.toContain('doorcode stops');
  expect(said([sampleAccess({ doorcodeStatus: 'resident' })])).toContain('doorcode stops opening Gym.');
});

test('an offline door is said to keep opening', () => {
  const offline = sampleAccess({ door: { isConnected: false, isActivated: true, kind: 'door' } });
  expect(said([offline, pool])).toContain('Gym: the lock is offline and keeps opening');
  expect(said([gym])).not.toContain('offline');
  const unknown = sampleAccess({ door: { isConnected: null, isActivated: true, kind: 'door' } });
  expect(said([unknown])).toContain('Gym: nobody knows whether the lock is connected. If not, it keeps opening');
});

test('guests of a resident are thought of', () => {
  expect(said([sampleAccess({ role: 'resident' })])).toContain('guests whose access depends on it lose theirs');
  expect(said([gym])).not.toContain('guests');
});

test('access given by someone else is said to be', () => {
  expect(said([sampleAccess({ granterKind: 'user' })])).toContain('given by someone else');
});

test('of two accesses to one door nobody knows which one falls, unless the other is over', () => {
  const second = sampleAccess({ id: 'second' });
  expect(said([gym], [gym, second])).toContain('more than one access to Gym');
  expect(said([gym], [gym, { ...second, state: 'ended' }])).not.toContain('more than one');
});

test('guests are named for the doors that are revoked alone, and those whom we let in are not said to fall', () => {
  const guests = [
    { name: 'Ana Silva', doorId: 'gym', isOurs: false, isDaily: false },
    { name: 'Ben Cho', doorId: 'pool', isOurs: false, isDaily: false },
    { name: 'Cleo Diaz', doorId: 'gym', isOurs: true, isDaily: false },
  ];
  const sentences = said([sampleAccess({ role: 'resident' })], [gym, pool], guests);
  expect(sentences).toContain('They let Ana Silva in there.');
  expect(sentences).toContain('Cleo Diaz, let in by us as their guest, can still open it');
  expect(sentences).not.toContain('Ben Cho');
  expect(sentences).not.toContain('for a day');
});

test('a guest’s code for a day is not said to be revocable on their page', () => {
  const sentences = said([gym], [gym], [{ name: 'Dov Katz', doorId: 'gym', isOurs: true, isDaily: true }]);
  expect(sentences).toContain('Dov Katz, let in by us as their guest for a day: the code works until midnight');
  expect(sentences).not.toContain('on their own page');
});

test('what revoking everything leaves is said with its reason', () => {
  const shared = sampleAccess({ id: 'shared', doorName: 'Roof', granterKind: 'user' });
  const daily = sampleAccess({ id: 'daily', doorName: 'Lobby', passcodeType: 'DAILY', day: '2027-06-01' });
  const asked = sampleAccess({ id: 'asked', doorName: 'Mail Room', pending: 'unknown' });
  const ended = sampleAccess({ id: 'ended', doorName: 'Garage', state: 'ended' });
  const left = remainingSentences([gym, shared, daily, asked, ended], [gym]);
  expect(left).toEqual([
    'Roof: shared by a resident, who can take it back.',
    'Lobby: a day code works until midnight at the building and cannot be taken back.',
    'Mail Room: something is under way there. Look again when it is settled.',
    'Access in buildings that you do not look after is not touched.',
  ]);
});

test('a daily code for the same door is said to go on until midnight there', () => {
  const daily = sampleAccess({ id: 'daily', passcodeType: 'DAILY', day: '2027-06-01' });
  expect(said([gym], [gym, daily])).toContain('Gym: their day code keeps working until midnight at the building.');
  expect(said([gym], [gym, daily])).not.toContain('more than one');
  expect(said([gym], [gym, { ...daily, doorId: 'pool' }])).not.toContain('day code');
});
