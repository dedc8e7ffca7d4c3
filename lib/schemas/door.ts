import * as z from 'zod/mini';

/** A row of the doors list, also what the door chooser shows. Null = OpenKit does not say. */
export const doorRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  buildingId: z.string(),
  buildingName: z.string(),
  timeZone: z.nullable(z.string()),
  kind: z.enum(['door', 'elevator', 'unknown']),
  accessibility: z.nullable(z.enum(['communal', 'private'])),
  isConnected: z.nullable(z.boolean()),
  isActivated: z.boolean(),
  serialNumber: z.nullable(z.string()),
  batteryPercent: z.nullable(z.number()),
  batteryAt: z.nullable(z.string()),
});
export type DoorRow = z.infer<typeof doorRowSchema>;
