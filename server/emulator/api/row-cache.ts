import type { Readings } from '../readings/readings.ts';
import type { Work } from '../rules/work.ts';
import type { User } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { renderUser } from './render.ts';
import { userJson } from './row-json.ts';

/** About 50 MB of text. */
const rowLimit = 20_000;

/** Rows of the user list as JSON text: a sweep that is repeated while nothing changes costs little. */
export class RowCache {
  private readonly rows = new Map<User, string>();
  private world: World | null = null;
  private readings: Readings | null = null;
  private version = 0;

  read(user: User, work: Work): string {
    this.forgetIfChanged(work);
    const known = this.rows.get(user);
    if (known !== undefined) return known;
    const row = userJson(renderUser(user, work, true));
    if (!dependsOnTime(user, work)) {
      if (this.rows.size >= rowLimit) this.rows.clear();
      this.rows.set(user, row);
    }
    return row;
  }

  /** Any change of the world may touch any row: conflicts and guests reach across people. */
  private forgetIfChanged({ world, readings }: Work): void {
    if (this.world === world && this.readings === readings && this.version === world.version) return;
    this.rows.clear();
    this.world = world;
    this.readings = readings;
    this.version = world.version;
  }
}

function dependsOnTime({ accesses }: User, { readings }: Work): boolean {
  return readings.endedAccesses === 'hidden' || accesses.some(({ granter }) => granter.type === 'USER');
}
