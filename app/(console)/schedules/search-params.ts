import { areaParams } from '#lib/area';
import { id, oneOf } from '#lib/search-params';

/** Of what the timeline is: a building, a unit, one door, or a person; and whether it is drawn or written. */
export const timelineParams = { ...areaParams, unit: id, door: id, person: id, as: oneOf(['bars', 'table']) };
