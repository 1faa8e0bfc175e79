import * as z from 'zod/mini';

const where = { epoch: z.string(), pos: z.int() };
const thing = z.looseObject({ id: z.string() });
export const IncidentList = z.strictObject({ incidents: z.array(thing), total: z.int(), next: z.nullable(z.string()), ...where });
export const IncidentReply = z.strictObject({ incident: thing, commitments: z.array(thing), ...where });
export const EventList = z.strictObject({ events: z.array(z.strictObject({ pos: z.int(), event: thing })), next: z.nullable(z.int()), ...where });
export const ComponentList = z.strictObject({ components: z.array(thing), ...where });
export const ComponentReply = z.strictObject({ component: thing, ...where });
export const CommitmentList = z.strictObject({ commitments: z.array(thing), ...where });
export const MaintenanceList = z.strictObject({ maintenances: z.array(thing), ...where });
export const YearList = z.strictObject({ years: z.array(z.strictObject({ year: z.int(), incidents: z.int() })), undated: z.int(), ...where });
