import type { ExportListName } from '#lib/schemas/export';
import { accessesExport, doorcodesExport, endingExport, guestsExport } from './access-exports.ts';
import { activityExport } from './activity-export.ts';
import { answersExport } from './answers-export.ts';
import { bundlesExport } from './bundles-export.ts';
import type { ExportedList } from './exported-list.ts';
import { eventsExport, historyExport } from './history-export.ts';
import { operationDoorsExport } from './operation-doors-export.ts';
import { peopleExport } from './people-export.ts';
import { buildingsExport, doorsExport } from './place-exports.ts';
import { timelineExport } from './timeline-export.ts';
import { unitsExport } from './units-export.ts';

/**
 * What can be had as a file. A new list: its name in `lib/schemas/export.ts`, its columns beside these, a line here.
 */
export const exportedLists: Record<ExportListName, ExportedList> = {
  answers: answersExport,
  timeline: timelineExport,
  people: peopleExport,
  doors: doorsExport,
  buildings: buildingsExport,
  accesses: accessesExport,
  doorcodes: doorcodesExport,
  guests: guestsExport,
  ending: endingExport,
  units: unitsExport,
  bundles: bundlesExport,
  activity: activityExport,
  'operation-doors': operationDoorsExport,
  events: eventsExport,
  'person-history': historyExport('person'),
  'door-history': historyExport('door'),
  'building-history': historyExport('building'),
};
