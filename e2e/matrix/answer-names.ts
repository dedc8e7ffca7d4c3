const page = 'items nextCursor prevCursor coverage limits sweep';
const access = `
  awaitsSyncSince buildingId buildingName day doorId doorName doorcodeStatus end granterId granterKind granterName
  hostId hostName id passcodeType pending pendingKind personId personName role start state timeZone`;
const event = `
  after at before buildingName cause deviceType door doorName doorcodeStatus end granterKind id isActivated
  isBlind name operationId passcodeType person role serialNumber shareable since start timeZone`;
const count = { OPBLA: 'count isExact' };

/**
 * The names that may stand in the answer of each GET handler, at any depth, but for `requestId` and `asOf`: kept by
 * hand and never computed from its shape. A new one is a decision about who gets to see it. The letters are roles, as
 * in `expected.ts`: a role gets what stands under all lines with its letter.
 */
export const answerNames: Record<string, Record<string, string>> = {
  '/api/accesses': { OPBLA: `${page} ${access}` },
  '/api/accesses/count': count,
  '/api/activity': {
    OPBA: `
      ${page} actor at building door doorCount event id isAltered isLinked isRemoteEnd kind name object phase timeZone
      type`,
  },
  '/api/activity/[seq]': {
    OPBA: `
      actor at building chain data defect details door doorCount doors email end event hash id isAltered isLinked
      isRemoteEnd keyId kind name notify object operationId passcodeType payloadHash personal phase phone prevHash role
      shareable signature start state terms timeZone type`,
  },
  '/api/activity/count': count,
  '/api/activity/public-key': { OPBA: '' },
  '/api/activity/staff': { OPBA: 'id name' },
  '/api/buildings': {
    OPBLA: `
      ${page} address doors id lowBatteries name notActivated offline people portfolioId portfolioName
      statedTimeZone timeZone`,
  },
  '/api/buildings/[id]/history': { OPBLA: `${page} ${event}` },
  '/api/buildings/[id]/history/count': count,
  '/api/buildings/[id]/residents': { OPBLA: `${page} id name` },
  '/api/buildings/[id]/residents/count': count,
  '/api/buildings/count': count,
  '/api/buildings/options': { OPBLA: 'id name portfolioId portfolioName timeZone' },
  '/api/bundles': { OPBLA: `${page} buildingId buildingName doors id kind name people` },
  '/api/bundles/[id]/drift': {
    OPBLA: 'byHand changes gains guests id loses name otherTimes people taken unclear unitName',
  },
  '/api/bundles/count': count,
  '/api/bundles/suggestions': { OPB: 'doors id kind leases name' },
  '/api/diagnosis': {
    OPBLA: `
      accessibility aloud buildingId buildingName button checks door exact href id isActivated isConnected
      isSettling kind label name next personName sentence timeZone verdict`,
  },
  '/api/doorcodes': { OPBLA: `${page} ${access}` },
  '/api/doorcodes/count': count,
  '/api/doors': {
    OPBLA: `
      ${page} accessibility batteryAt batteryPercent buildingId buildingName id isActivated isConnected kind name
      peopleNow serialNumber timeZone`,
  },
  '/api/doors/[id]/accesses': {
    OPBLA: `
      ${page} awaitsSyncSince doorcodeStatus end granterKind granterName hostId hostName id passcodeType pending
      pendingKind personId personName role start state timeZone`,
  },
  '/api/doors/[id]/accesses/count': count,
  '/api/doors/[id]/history': { OPBLA: `${page} ${event}` },
  '/api/doors/[id]/history/count': count,
  '/api/doors/count': count,
  '/api/history': { OPBLA: `${page} ${event}` },
  '/api/history/count': count,
  '/api/drift': {
    OPBLA: `${page} accepted at building by count firstAt id kind lastAt name note subjectId subjectName timeZone`,
  },
  '/api/drift/count': count,
  '/api/drift/rows': { OPBLA: `${page} ${event}` },
  '/api/drift/rows/count': count,
  '/api/guests': { OPBLA: `${page} ${access}` },
  '/api/guests/count': count,
  '/api/operations': {
    OPBLA: `
      ${page} appliedDoors createdAt doorCount finishedAt id kind peopleCount personName refusedDoors staffName
      state unconfirmedDoors`,
  },
  '/api/operations/[id]': {
    OPBLA: `
      action applied buildingName cancelled conflict counts createdAt doorCount doorId doorName doors end expected
      failedCount finishedAt found id isPaused isWhole itemId kind leaving name needs_person people peopleCount
      personId personName progress queued reason rejected retriedBy retryOf secondsLeft sending shareable staffName
      state tells timeZone unknown wanted`,
  },
  '/api/operations/[id]/doors': {
    OPBLA: `
      ${page} action buildingName conflict doorId doorName end expected found id itemId personId personName reason
      shareable state tells timeZone wanted`,
  },
  '/api/operations/[id]/doors/count': count,
  '/api/people': {
    OPBLA: `${page} activeDoors buildings email hosts id name nextEnd nextEndZone pendingDoors phone scheduledDoors`,
  },
  '/api/people/[id]': {
    OPBLA: `
      accesses awaitsSyncSince buildingId buildingName coverage day door doorId doorName doorcodeStatus email end
      firstName granterKind guests hostId hostName id isActivated isConnected isDaily isGone isHeld isOurs note
      isRefreshing kind lastName limits name operationId passcodeType pending pendingKind phone role shareable start
      state sweep timeZone`,
  },
  '/api/people/[id]/history': { OPBLA: `${page} ${event}` },
  '/api/people/[id]/history/count': count,
  '/api/people/[id]/home': {
    OPBLA: `
      addresses buildingName doubledDoors email graceDays homeDoorIds isNewer leaseEnd leases moveInHour moveOutHour personId
      rules tenancyId timeZone unitId unitName waitingDoors wantedDoors`,
  },
  '/api/people/count': count,
  '/api/portfolios': { OPBLA: `${page} buildings doors id name` },
  '/api/portfolios/count': count,
  '/api/schedules/certify': {
    OPBLA: `${page} buildingName createdAt doorCount doorName from id open rows signedAt signedBy staffName to zone`,
  },
  '/api/schedules/certify/[id]': {
    OPBLA: `
      askedAt buildingName createdAt doors from id known mayEnd mayManage name newNames open outages readAfter
      readBefore revision rows sending signedAt signedBy staffName sweep to toEnd unconfirmed unsent zone`,
  },
  '/api/schedules/certify/[id]/rows': {
    OPBLA: `
      ${page} buildingId buildingName cause comment decidedAt decidedBy decision doorId doorName doorcodeStatus
      doubts endOperationId endability ending granterKind granterName id opensFrom opensUntil operationId
      passcodeType personId personName role staffName stands timeZone version`,
  },
  '/api/schedules/certify/[id]/rows/count': count,
  '/api/schedules/ending': { OPBLA: `${page} ${access}` },
  '/api/schedules/ending/count': count,
  '/api/schedules/plans': {
    OPBLA: `
      ${page} buildingName dates doorCount doorName exceptions id nextDay personName problems starts state until
      vendorName weekdays`,
  },
  '/api/schedules/plans/[id]/log': { OPBLA: `${page} day doorId doorName operationId outcome reason` },
  '/api/schedules/timeline': {
    OPBLA: `${page} accessId bars doorName end href id isDaily isTaken name personId start timeZone`,
  },
  '/api/schedules/who': {
    OPBLA: `
      ${page} buildingId buildingName cause doorId doorName doorcodeStatus doubts granterKind granterName id
      opensFrom opensUntil operationId passcodeType personId personName role staffName stands timeZone`,
  },
  '/api/schedules/who/count': count,
  '/api/search': { OPBLA: 'detail id kind name' },
  '/api/settings/openkit': {
    OPBLA: `
      at breaker budget cadence calls callsPerSecond count differences example expected failure fetchedAt
      finishedAt generation intervalMinutes isAcceptable isAccepted isAlive lastSeen meter mode nextAt pausedUntil percent
      phase problem reason renewAt rows secondsLeft seen settings startedAt state suspect sweeps sync token unreadable
      warnings worker`,
    O: `accesses apiUrl appeared authUrl buildings changed clientId day doors hour kind kinds left minute minutes
      pageSize people settleSeconds trouble vanished`,
  },
  '/api/sync': {
    OPBLA: `
      at expected generation isAcceptable nextAt percent phase reason secondsLeft seen state suspect`,
    O: 'accesses buildings doors people unreadable',
  },
  '/api/sync/loss': { OPBLA: 'count generation kind kinds names outside' },
  '/api/tasks': {
    OPBLA: `
      ${page} assigneeName buildingId buildingName createdAt doneAt doneByName doorName id isMine kind personId
      personName unitId unitName`,
  },
  '/api/tasks/[id]/colleagues': { OPBL: 'id name' },
  '/api/tasks/count': count,
  '/api/tenancies/[id]/transfer': {
    OPBL: `
      after becomes before buildingName daily doorId doorName doors email end guestName guests guestsAlone guestsKept
      guestsTooLate guestsUntil hasCode hasNoDoor isConnected isHomeFirst name reasons shareable sharedByOthers timeZone unitName`,
  },
  '/api/tenancies/preview': {
    OPBL: `
      because buildingName daily doorId doorName doors end guestName guests guestsAlone hasCode isConnected isInBuilding name
      people personId reasons sharedByOthers tenancyId timeZone`,
  },
  '/api/units': { OPBLA: `${page} buildingId buildingName doors id leaseEnd name people timeZone` },
  '/api/units/[id]': {
    OPBLA: `
      buildingId buildingName bundles differingDoors doors doubledDoors end endedAt endsOn formerTenants graceDays guests heldDoors hostName id
      isActivated isArchived isCode isConnected isGone isShareable kind leaseEnd leaseStart moveInHour moveOutHour
      name operationId personId rules start tenancyId tenants timeZone version waitingDoors wantedDoors`,
  },
  '/api/units/[id]/clear': {
    OPBLA: `
      asked codes doorCount doorId doorName end goneDoorCount hostName incoming isIn leaseEnd leaseStart leases name open
      operationId personId sweep timeZone unitName unsynced who`,
  },
  '/api/units/[id]/drift': {
    OPBLA: 'byHand changes gains guests id loses name otherTimes people taken unclear unitName',
  },
  '/api/units/[id]/hosts': {
    OPBLA: `
      buildingId buildingName doors end hosts id isActivated isConnected isShareable kind name personId start
      tenancyId timeZone unitId unitName`,
  },
  '/api/units/count': count,
  '/api/units/suggestions': { OPB: 'doors id name people' },
  '/api/views': { OPBLA: 'columns id name search' },
};

/**
 * The same of what server actions answer, where that is more than that it was done. Pages are given none of it, so it
 * stands by itself.
 */
export const actionNames: Record<string, Record<string, string>> = {
  addNames: { OPBA: 'added' },
  adoptBundles: { OPB: 'bundles' },
  adoptUnits: { OPB: 'people units' },
  alignUnit: { OPB: 'operationId' },
  changeAccess: { OPBL: 'operationId' },
  changeEmail: { OPBL: 'operationId' },
  changeSyncSettings: { O: 'callsPerSecond intervalMinutes' },
  claimSync: { OPBL: 'waiting' },
  claimSyncs: { OPBL: 'doors waiting' },
  createPlan: { OPBL: 'planId' },
  decidePerson: { OPB: 'movedLeases' },
  decideRows: { OPBA: 'decidedAt decidedBy' },
  decideSuccessor: { OPB: 'bundles people units' },
  endAllOwnSessions: { OPBLA: 'endedSessions' },
  endStaffSessions: { OP: 'endedSessions' },
  eraseRecorded: { O: 'erased' },
  exportList: { OPBA: 'count id' },
  exportLog: { OPBA: 'count id' },
  extendLease: { OPBL: 'operationId' },
  giveAgain: { OPBL: 'doorName leftOut operationId why' },
  grantAccess: { OPBL: 'operationId' },
  importBundles: { OPB: 'door isApplied known leftOut line newBundles params problemRows problems reason' },
  importUnits: { OPB: 'isApplied known line newUnits params problemRows problems reason residents' },
  inviteGuest: { OPBL: 'operationId' },
  inviteStaff: { OP: 'email isMailed link' },
  lostPhone: { OPBL: 'operationId' },
  makeDoorStatement: {
    OPBA: `
      askedAt beginsAt bounds buildingId buildingName cause count coverage door doorId doorName doorcodeStatus doubts
      earlierOutages firstDay from granterKind granterName holders id isZoneKnown lastDay madeBy name opensFrom
      opensUntil operationId outages passcodeType personId personName readAfter readBefore role staffName stands
      timeZone to unconfirmed zone`,
  },
  moveIn: { OPBL: 'operationId' },
  planBulk: { OPBL: 'dryRunId' },
  planMissing: { OPBL: 'dryRunId' },
  planOnboarding: { OPBL: 'dryRunId' },
  proveMovedOut: { OPBL: 'buildingName checkedAt doorName left name people unreadable why' },
  replaceStart: { OPBL: 'operationId' },
  requestSweep: { OP: 'generation' },
  revealCodeSheet: {
    OPBL: `
      buildingName code day doorId doorName personId personName printedAt printedBy rows timeZone`,
  },
  revealDoorcodes: { OPBL: 'buildingName code day doorId doorName start status timeZone' },
  revokeAccess: { OPBL: 'operationId' },
  saveBundle: { OPB: 'bundleId' },
  saveUnit: { OPB: 'unitId' },
  saveView: { OPBLA: 'viewId' },
  signCertification: { OPBA: 'hash' },
  startAuthenticator: { OPBLA: 'secret uri' },
  startCertification: { OPBA: 'certificationId' },
  stopSweep: { OP: 'generation' },
};
