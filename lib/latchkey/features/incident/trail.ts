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

/** One entry of an account's trail. */
interface TrailEntry
  extends Pick<Activity, "at" | "detail" | "client" | "userAgent"> {
  readonly kind: string;
  /** Whether an operator's action affected this account or everyone; null for other events. */
  readonly incident: "account" | "everyone" | null;
}

/** A lock is also an incident, which is kept forever, so its activity is left out. */
const LOCKED = "locked" satisfies ActivityKind;

/** `incident trail <user>`: the activity and incidents of an account in order of time. */
export const showTrail = command({
  summary: "Show the activity of an account in the last 90 days, oldest first.",
  examples: [
    "incident trail ada@example.com",
    "incident trail ada@example.com --json",
  ],
  args: { user: USER },
  async run({ services }, { user: name }) {
    const user = await findUser(services, name);
    const entries = [
      ...await activityOf(services, user.id),
      ...await incidentsOf(services, user),
    ].sort((a, b) => a.at - b.at);
    return {
      text: await table(entries, {
        "TIME (UTC)": ({ at }) => minute(at),
        EVENT: ({ kind, incident }) => incident ? `incident: ${kind}` : kind,
        DETAIL: ({ detail }) => detail || "-",
        FROM: ({ client }) => client || "-",
        BROWSER: ({ userAgent }) => userAgent || "-",
      }, `${shownAddress(user.address)} has no activity in the last 90 days.`),
      json: { user: userView(user), trail: entries.map(entryView) },
    };
  },
});

async function activityOf(
  { store, now }: CommandServices,
  userId: string,
): Promise<TrailEntry[]> {
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
): Promise<TrailEntry[]> {
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

function entryView(
  { at, kind, incident, detail, client, userAgent }: TrailEntry,
) {
  return { at: isoTime(at), kind, incident, detail, client, userAgent };
}
