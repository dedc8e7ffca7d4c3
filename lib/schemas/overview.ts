/** What the overview says: only what lies in the viewer's scope is counted. */
export type Overview = {
  people: number;
  doors: number;
  buildings: number;
  attention: {
    /** Operations with a door that was sent and is not confirmed. */
    unconfirmedOperations: number;
    /** Operations that only a person can settle. */
    operationsForPerson: number;
    /** Operations of the last 7 days of which OpenKit refused a part. */
    failedOperations: number;
    /** Accesses that changed at OpenKit without us, and that nobody has accepted. */
    drift: number;
    /** Planned codes of the last 7 days that were missed, refused or need a person. */
    failedPlanCodes: number;
    offlineDoors: number;
    notActivatedDoors: number;
    /** Under 20 %. */
    lowBatteries: number;
    /** Not measured for more than 30 days. */
    staleBatteries: number;
    /** What has to be finished outside OpenKit. */
    openTasks: number;
    /** Private doors that residents lose within 30 days. */
    ownDoors: number;
    /** Accesses that end within 7 days, whether or not they have begun. */
    endingSoon: number;
    /** Accesses given, changed or taken away that their lock may not know of yet. */
    waitingForSync: number;
    /** Staff who reached the limit of doorcodes within the last day; 0 for those who may not read the log. */
    revealLimits: number;
    /** The same of those who were printing sheets of them. */
    sheetLimits: number;
    /** Accounts that somebody was kept from guessing at within the last day; owners alone are told. */
    guessedAccounts: number;
    /**
     * What OpenKit answered otherwise than documented within the last day; 0 for those who may not know of readings.
     */
    schemaWarnings: number;
  };
};
