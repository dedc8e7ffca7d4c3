import { limits } from '../limits.ts';
import type { AccessRecord, Change, UserRecord } from './change.ts';
import type { Access, Building, Door, Key, Notification, User } from './model.ts';
import { normalisePhone } from './phone.ts';

/** The whole emulated state with the indexes its rules need. Changed only through `apply`. */
export class World {
  readonly buildings = new Map<string, Building>();
  readonly doors = new Map<string, Door>();
  /** In creation order: the order of the user list. */
  readonly users: User[] = [];
  readonly keys = new Map<string, Key>();
  readonly outbox: Notification[] = [];
  accessCount = 0;
  nextAccessId = 1;
  private visible: Door[] | null = null;
  private readonly usersByUuid = new Map<string, User>();
  private readonly usersByEmail = new Map<string, User>();
  private readonly usersByPhone = new Map<string, User>();
  /** Only accesses that were ever changed: the seeded ones are reached through user and door. */
  private readonly changedAccesses = new Map<number, Access>();

  user(uuid: string): User | undefined {
    return this.usersByUuid.get(uuid);
  }

  userByEmail(email: string): User | undefined {
    return this.usersByEmail.get(emailKey(email));
  }

  userByPhone(phone: string): User | undefined {
    return this.usersByPhone.get(normalisePhone(phone) ?? phone);
  }

  /** Doors enabled for the partner, in order: a list of 120,000 is not filtered anew for every page. */
  visibleDoors(): readonly Door[] {
    this.visible ??= [...this.doors.values()].filter((door) => door.enabled && !door.building.gone);
    return this.visible;
  }

  addBuilding(building: Building): void {
    this.visible = null;
    this.buildings.set(building.uuid, building);
    for (const door of building.doors) this.doors.set(door.uuid, door);
  }

  addUser(user: User): void {
    this.users.push(user);
    this.usersByUuid.set(user.uuid, user);
    this.indexContact(user);
  }

  addAccess(access: Access): void {
    access.user.accesses.push(access);
    access.door.accesses.push(access);
    this.accessCount += 1;
    this.nextAccessId = Math.max(this.nextAccessId, access.id + 1);
  }

  apply(change: Change): void {
    switch (change.kind) {
      case 'user':
        this.applyUser(change.user);
        break;
      case 'access':
        this.applyAccess(change.access);
        break;
      case 'door': {
        const door = this.doors.get(change.door.uuid);
        if (!door) throw new Error(`There is no door ${change.door.uuid} to change.`);
        Object.assign(door, change.door);
        this.visible = null;
        break;
      }
      case 'building': {
        const building = this.buildings.get(change.building.uuid);
        if (!building) throw new Error(`There is no building ${change.building.uuid} to change.`);
        Object.assign(building, change.building);
        this.visible = null;
        break;
      }
      case 'notification':
        this.outbox.push(change.notification);
        if (this.outbox.length > limits.outboxMessages) this.outbox.shift();
        break;
      case 'clock':
      case 'readings':
      case 'faults':
      case 'scenario':
        break;
    }
  }

  private applyUser(record: UserRecord): void {
    const known = this.usersByUuid.get(record.uuid);
    if (!known) {
      this.addUser({ ...record, accesses: [] });
      return;
    }
    const before = contactOf(known);
    Object.assign(known, record);
    const { email, phone } = contactOf(known);
    const isGivenUp = [
      email !== before.email && drop(this.usersByEmail, before.email, known),
      phone !== before.phone && drop(this.usersByPhone, before.phone, known),
    ].some(Boolean);
    // Somebody else may have the same: they are found by it from now on. It is too rare for an index of all who do.
    for (const user of isGivenUp ? this.users : [known]) this.indexContact(user);
  }

  private applyAccess({ userUuid, doorUuid, ...rest }: AccessRecord): void {
    const user = this.usersByUuid.get(userUuid);
    const door = this.doors.get(doorUuid);
    if (!user || !door) throw new Error(`Access ${rest.id} names an unknown user or door.`);
    const known = this.changedAccesses.get(rest.id) ?? user.accesses.find((access) => access.id === rest.id);
    if (known) {
      Object.assign(known, rest);
      this.changedAccesses.set(known.id, known);
      return;
    }
    const created = { ...rest, user, door };
    this.changedAccesses.set(created.id, created);
    this.addAccess(created);
  }

  /** Of several with the same address the first is found; of several with the same phone, the first with an email. */
  private indexContact(user: User): void {
    const { email, phone } = contactOf(user);
    if (email && !this.usersByEmail.has(email)) this.usersByEmail.set(email, user);
    const holder = this.usersByPhone.get(phone);
    if (phone && (!holder || (user.email && !holder.email))) this.usersByPhone.set(phone, user);
  }
}

/** What somebody is found by; '' for what they have not. */
function contactOf({ email, phone }: User): { email: string; phone: string } {
  return { email: emailKey(email ?? ''), phone: normalisePhone(phone ?? '') ?? '' };
}

function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Takes out an entry that leads to this user. Whether there was one. */
function drop(index: Map<string, User>, key: string, user: User): boolean {
  return index.get(key) === user && index.delete(key);
}
