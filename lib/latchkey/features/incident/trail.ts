/** @module */
import { command } from "../../cli/cli.ts";
import { allItems } from "../../database/pages.ts";
import { isoTime, minute, table } from "../../cli/table.ts";
import type { User } from "../account/user.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { CommandServices } from "../../services.ts";
import { findUser, USER, userView } from "../account/named_user.ts";
import type { ActivityKind } from "../activity/activity.ts";
import type { Activity } from "../activity/records.ts";

/** One thing that happened to an account, or to all. */
interface Step
  extends Pick<Activity, "at" | "detail" | "client" | "userAgent"> {
  readonly kind: string;
  /** What an operator did to this account alone or to everyone; null when it was no incident. */
  readonly incident: "account" | "everyone" | null;
}

/** A lock is an incident too, and those are kept for ever: it is shown once. */
const LOCKED = "locked" satisfies ActivityKind;

/** `incident trail <user>`: the activity of an account and the incidents that touched it, in order of time. */
export const showTrail = command({
  summary: "Show the activity of an account in the last 90 days, oldest first.",
  examples: [
    "incident trail ada@example.com",
    "incident trail ada@example.com --json",
  ],
  args: { user: USER },
  async run({ services }, { user: name }) {
    const user = await findUser(services, name);
    const steps = [
      ...await activityOf(services, user.id),
      ...await incidentsOf(services, user),
    ].sort((a, b) => a.at - b.at);
    return {
      text: await table(steps, {
        "TIME (UTC)": ({ at }) => minute(at),
        EVENT: ({ kind, incident }) => incident ? `incident: ${kind}` : kind,
        DETAIL: ({ detail }) => detail || "-",
        FROM: ({ client }) => client || "-",
        BROWSER: ({ userAgent }) => userAgent || "-",
      }, `${shownAddress(user.address)} has no activity in the last 90 days.`),
      json: { user: userView(user), trail: steps.map(stepView) },
    };
  },
});

async function activityOf(
  { store, now }: CommandServices,
  userId: string,
): Promise<Step[]> {
  const found = await Array.fromAsync(
    allItems((request) => store.activity.listOf(userId, request)),
  );
  return found.toReversed()
    .filter(({ kind, expiresAt }) => now() < expiresAt && kind !== LOCKED)
    .map((activity) => ({ ...activity, incident: null }));
}

async function incidentsOf(
  { store }: CommandServices,
  { id, createdAt }: User,
): Promise<Step[]> {
  const incidents = await store.incidents.list();
  return incidents
    .filter(({ userId, at }) =>
      userId === id || (userId === "" && at >= createdAt)
    )
    .map(({ at, kind, userId }) => ({
      at,
      kind,
      incident: userId === "" ? "everyone" : "account",
      detail: "",
      client: "",
      userAgent: "",
    }));
}

function stepView({ at, kind, incident, detail, client, userAgent }: Step) {
  return { at: isoTime(at), kind, incident, detail, client, userAgent };
}
