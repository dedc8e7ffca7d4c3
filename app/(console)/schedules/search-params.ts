import { areaParams } from '#lib/area';
import { id } from '#lib/search-params';

/** Of what the timeline is: a building, one of its doors, or a person. */
export const timelineParams = { ...areaParams, door: id, person: id };
