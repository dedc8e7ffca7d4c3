/**
 * What OpenKit's public pages leave open, one switch each. Mark '2': the pages disagree or a newer page differs;
 * mark 'i': nobody says it, the values are guesses. The first value is the default (profile `openkit`);
 * `newer` is what profile `opendoor` takes where it differs; `isNewerOnly`: no other profile does, `mixed` neither.
 */
export const readingTable = {
  zonePlace: {
    mark: '2',
    values: ['building', 'address'],
    newer: 'address',
    about: 'Where `portfolio` and `timezone` stand: on the building or inside its address.',
  },
  tokenPaths: {
    mark: '2',
    values: ['both', 'v1', 'plain'],
    about: 'Which of /v1/oauth/token and /oauth/token answer.',
  },
  expiresIn: {
    mark: '2',
    values: ['present', 'absent'],
    newer: 'absent',
    about: 'Whether a token answer says `expires_in`.',
  },
  tokenErrors: {
    mark: '2',
    values: ['oauth', 'message'],
    newer: 'message',
    about:
      'Token errors as {error} with 400, 401, 403, or 401 {message:"UNAUTHORIZED"}; what a user may not is 403 {error}.',
  },
  badTokenStatus: {
    mark: '2',
    values: ['401', '403'],
    about: 'How an expired or unknown token is refused: 401 with a message or a bodyless 403.',
  },
  grantAnswer: { mark: '2', values: ['200', '201-empty'], about: 'Answer to a grant: 200 with a body or 201 without.' },
  patchAnswer: { mark: '2', values: ['200', '204'], about: 'Answer to PATCH: 200 with the user or 204.' },
  deleteAnswer: {
    mark: '2',
    values: ['200-object', '200-empty', '204'],
    about: 'Answer to DELETE: 200 {}, 200 without a body, or 204.',
  },
  lastPageToken: { mark: 'i', values: ['null', 'absent'], about: 'How the last page shows that it is the last.' },
  residentDoorcode: {
    mark: 'i',
    values: ['description', 'absent'],
    about: 'A resident’s doorcode: {code:null, description} or left out.',
  },
  missingCode: {
    mark: '2',
    values: ['null', 'empty'],
    about: 'The code beside a description other than VALID: null or "".',
  },
  batteryTime: { mark: 'i', values: ['seconds', 'milliseconds'], about: 'Unit of battery.lastUpdated.' },
  listPhones: { mark: '2', values: ['present', 'absent'], about: 'Whether the user list carries phones.' },
  missingEmail: { mark: 'i', values: ['null', 'empty', 'absent'], about: 'The email of a phone-only guest.' },
  endless: { mark: '2', values: ['null', 'absent'], about: 'endTime of an access without expiry.' },
  dailyTimes: {
    mark: 'i',
    values: ['day', 'no-end'],
    about: 'The endTime of a daily access: the end of its door-local day, or none.',
  },
  endedAccesses: {
    mark: 'i',
    values: ['listed', 'hidden'],
    about: 'Whether an access still reads back after its end.',
  },
  v1Doors: {
    mark: 'i',
    values: ['all', 'granted'],
    about: 'Doors in the answer to a v1 grant: all the user holds, or this grant’s.',
  },
  repeatGrant: {
    mark: 'i',
    values: ['overwrite', 'add', 'refuse'],
    about: 'A PERMANENT grant on a door already held: overwrites, adds a second access, or is refused.',
  },
  namesOnRepeat: { mark: 'i', values: ['keep', 'overwrite'], about: 'What a grant does to the names of a known user.' },
  matching: { mark: 'i', values: ['email-else-phone', 'email-only'], about: 'How a grant finds a known user.' },
  dailyEnd: {
    mark: '2',
    values: ['ignored', 'refused'],
    newer: 'refused',
    about: 'endTime sent with a daily type: ignored or END_TIME_NOT_SUPPORTED.',
  },
  dailyDay: { mark: 'i', values: ['door', 'utc'], about: 'Whose day must be today or tomorrow for a daily grant.' },
  singleUseEnd: {
    mark: '2',
    values: ['15-minutes', 'first-use'],
    newer: 'first-use',
    about: 'When a single-use code ends: 15 minutes after its first use, or with it.',
  },
  pastStart: { mark: 'i', values: ['accepted', 'refused'], about: 'A PERMANENT start in the past.' },
  missingEnd: {
    mark: '2',
    values: ['allowed', 'refused-for-tourers'],
    newer: 'refused-for-tourers',
    about: 'What triggers MISSING_END_TIME: nothing, or (guess) a TOURER without an end.',
  },
  shareRight: {
    mark: 'i',
    values: ['everybody', 'residents'],
    about: 'Who may get shareable access before USER_CAN_NOT_SHARE.',
  },
  missingRole: { mark: 'i', values: ['non-resident', 'absent'], about: 'What a grant without role reads back as.' },
  nonResident: {
    mark: '2',
    values: ['NON_RESIDENT', 'GUEST'],
    newer: 'GUEST',
    isNewerOnly: true,
    about: 'How NON_RESIDENT reads back.',
  },
  extraRoles: {
    mark: '2',
    values: ['refused', 'accepted'],
    newer: 'accepted',
    isNewerOnly: true,
    about: 'Whether GUEST and TOURER may be granted.',
  },
  unknownDoor: { mark: 'i', values: ['400', '404'], about: 'Status for a grant that names an unknown door.' },
  elevatorDoor: {
    mark: 'i',
    values: ['named', 'as-unknown'],
    about: 'A grant on an elevator: 400 ELEVATOR_NOT_SUPPORTED, or refused like an unknown door.',
  },
  inactiveDoor: {
    mark: 'i',
    values: ['named', 'as-unknown'],
    about: 'A grant on a door not activated: 400 DOOR_NOT_ACTIVATED, or refused like an unknown door.',
  },
  otherCodes: {
    mark: 'i',
    values: ['named', 'INVALID_REQUEST'],
    about: 'Refusals without a documented code: a name of their own, or INVALID_REQUEST for all.',
  },
  patchEnd: {
    mark: 'i',
    values: ['INVALID_END_TIME', 'INVALID_REQUEST'],
    about: 'The code of a PATCH whose end is not after now and after the start.',
  },
  omittedShareable: { mark: 'i', values: ['keep', 'false'], about: 'PATCH without shareable.' },
  severalAccesses: {
    mark: 'i',
    values: ['latest', 'oldest', 'all'],
    about: 'Which of several accesses to one door PATCH and DELETE hit.',
  },
  deleteReach: {
    mark: 'i',
    values: ['partner', 'any-granter'],
    about: 'Whether DELETE also takes PERMANENT access others granted.',
  },
  dailyRevokeStatus: { mark: 'i', values: ['400', '409'], about: 'Status of PASSCODE_TYPE_CANT_BE_REVOKED.' },
  cascade: {
    mark: 'i',
    values: ['door', 'building'],
    about: 'Which accesses guests lose with their resident: on that door, or in that building.',
  },
  managerGrants: {
    mark: 'i',
    values: ['hidden', 'as-user'],
    about: 'Whether Mission Control’s grants read back, and then as granted by a USER.',
  },
  guestGrants: {
    mark: 'i',
    values: ['as-user', 'hidden'],
    about: 'Whether what a resident shares from the app reads back, and then as granted by a USER.',
  },
  keys: {
    mark: '2',
    values: ['absent', 'served'],
    newer: 'served',
    isNewerOnly: true,
    about: '/v1/keys, key accesses and keyUuids.',
  },
  keyRevoke: {
    mark: '2',
    values: ['door', 'whole-key'],
    newer: 'whole-key',
    about: 'DELETE or PATCH of one door of a multi-door key: that door, or all of the key.',
  },
  doorUuid: {
    mark: '2',
    values: ['door', 'key'],
    newer: 'key',
    about: 'Whether a door’s uuid is its own, or that of a key to it alone, which /v1/keys lists too.',
  },
  keyForm: {
    mark: '2',
    values: ['DOOR-ELEVATOR', 'REGULAR-SINGLE'],
    isNewerOnly: true,
    about:
      'keyType DOOR or ELEVATOR; or SINGLE (guess: a key to one door) or REGULAR, a `doorsType`, and `doors` when `includeDoors=true`.',
  },
} as const satisfies Record<string, ReadingSpec>;

export type ReadingSpec = {
  mark: '2' | 'i';
  values: readonly [string, ...string[]];
  newer?: string;
  isNewerOnly?: true;
  about: string;
};

export type ReadingName = keyof typeof readingTable;
export type Readings = { [Name in ReadingName]: (typeof readingTable)[Name]['values'][number] };
