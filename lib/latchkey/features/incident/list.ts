/** @module */
import type { Incident } from "../activity/records.ts";
import { type CliServices, leaf, type Runner } from "../../cli/command.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { minute, table } from "../../cli/table.ts";

/** `incident list` */
export function incidentList(runner: Runner) {
  return leaf("list", "List what operators did in emergencies.", [
    "incident list",
  ])
    .action(() => runner.withServices(listIncidents));
}

/** All there are, the oldest first; accounts by their ids, since they may be gone. */
export async function listIncidents(
  { store }: CliServices,
): Promise<Outcome> {
  const incidents = await store.incidents.list();
  const rows = incidents.map(({ at, kind, userId }) => [
    minute(at),
    kind,
    userId || "everyone",
  ]);
  return {
    text: rows.length === 0
      ? "No incidents."
      : table(["TIME (UTC)", "WHAT", "ACCOUNT"], rows),
    json: { incidents: incidents.map(incidentView) },
  };
}

function incidentView({ id, at, kind, userId }: Incident) {
  return {
    id,
    at: new Date(at).toISOString(),
    kind,
    userId: userId || null,
  };
}
