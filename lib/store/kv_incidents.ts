/**
 * What operators did in an emergency, in Deno KV.
 *
 * @module
 */
import type { Incident, IncidentStore } from "./incidents.ts";
import { incidentKey, INCIDENTS } from "./kv_keys.ts";
import { readIncident, writeIncident } from "./log_rows.ts";

/** The incidents of a database. */
export function kvIncidents(kv: Deno.Kv): IncidentStore {
  return {
    async add(incident) {
      const row = writeIncident(incident);
      await kv.set(incidentKey(row.at, row.id), row);
    },
    async list() {
      const incidents: Incident[] = [];
      for await (const { key, value } of kv.list({ prefix: INCIDENTS })) {
        const incident = readIncident(value, key.at(-1));
        if (incident) incidents.push(incident);
      }
      return incidents;
    },
  };
}
