/** @module */
import type { ActivityKind } from "../activity/activity.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { Activity, Incident } from "../activity/records.ts";
import type { User } from "../account/user.ts";
import { type CliServices, leaf, type Runner } from "../../cli/command.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { minute, table } from "../../cli/table.ts";
import { findUser } from "../account/commands/find_user.ts";
import { userView } from "../account/commands/user_view.ts";

/** `incident trail <user>` */
export function incidentTrail(runner: Runner) {
  return leaf(
    "trail",
    "Show what happened to an account in 90 days, the oldest first.",
    ["incident trail ada@example.com", "incident trail ada@example.com --json"],
  )
    .argument("<user>", "address or id")
    .action((user) =>
      runner.withServices((services) => showTrail(services, { user }))
    );
}

/** One thing that happened to an account, or to all. */
interface Step {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: string;
  /** What an operator did to this account alone or to everyone; null when it was no incident. */
  readonly incident: "account" | "everyone" | null;
  readonly detail: string;
  readonly client: string;
  readonly userAgent: string;
}

/** A lock is an incident too, and those are kept for ever: it is shown once. */
const LOCKED = "locked" satisfies ActivityKind;

/** The activity of an account and the incidents that touched it, in order of time. */
export async function showTrail(
  services: CliServices,
  { user: name }: { readonly user: string },
): Promise<Outcome> {
  const user = await findUser(services, name);
  const steps = [
    ...await activityOf(services, user.id),
    ...await incidentsOf(services, user),
  ].sort((a, b) => a.at - b.at);
  const rows = steps.map((step) => [
    minute(step.at),
    step.incident === null ? step.kind : `incident: ${step.kind}`,
    step.detail || "-",
    step.client || "-",
    step.userAgent || "-",
  ]);
  return {
    text: rows.length === 0
      ? `Nothing happened to ${shownAddress(user.address)} in 90 days.`
      : table(["TIME (UTC)", "WHAT", "DETAIL", "FROM", "BROWSER"], rows),
    json: { user: userView(user), trail: steps.map(stepView) },
  };
}

async function activityOf(
  { store, now }: CliServices,
  userId: string,
): Promise<Step[]> {
  const found: Activity[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.activity.listOf(userId, { limit: 500, cursor });
    found.push(
      ...page.items.filter(({ kind, expiresAt }) =>
        now() < expiresAt && kind !== LOCKED
      ),
    );
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found.toReversed().map((activity) => ({
    ...activity,
    incident: null,
  }));
}

async function incidentsOf(
  { store }: CliServices,
  { id, createdAt }: User,
): Promise<Step[]> {
  const incidents = await store.incidents.list();
  return incidents
    .filter(({ userId, at }) =>
      userId === id || (userId === "" && at >= createdAt)
    )
    .map(stepOfIncident);
}

function stepOfIncident({ at, kind, userId }: Incident): Step {
  return {
    at,
    kind,
    incident: userId === "" ? "everyone" : "account",
    detail: "",
    client: "",
    userAgent: "",
  };
}

function stepView({ at, kind, incident, detail, client, userAgent }: Step) {
  const time = new Date(at).toISOString();
  return { at: time, kind, incident, detail, client, userAgent };
}
