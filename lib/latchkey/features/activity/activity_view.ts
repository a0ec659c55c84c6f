/**
 * What happened to an account, for its owner to read.
 *
 * @module
 */
import type { ActivityKind } from "./activity.ts";
import type { Messages } from "../../i18n/messages.ts";
import type { Services } from "../../services.ts";
import type { Activity } from "./records.ts";
import type { Page, PageRequest } from "../../database/pages.ts";
import { deviceName } from "../session/device_name.ts";

/** How many things one page shows. */
const PAGE_SIZE = 50;

/** The part of an activity that its owner sees. */
export interface ActivityView {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** An {@linkcode ActivityKind}, or what a newer version recorded. */
  readonly kind: string;
  /** What it was, in words. */
  readonly what: string;
  /** What else there is to know, in words; empty when there is nothing. */
  readonly detail: string;
  /** The device in words; empty when no device did it. */
  readonly device: string;
  /** The client's address, shortened; empty when there was none. */
  readonly client: string;
}

/** What a page of activity is told with. */
type ActivityMessages = Pick<Messages, "activity" | "device" | "roles">;

/** One page of what happened to an account in the last 90 days, the newest first. */
export async function viewActivity(
  services: Pick<Services, "store" | "now">,
  userId: string,
  cursor: string | undefined,
  messages: ActivityMessages,
): Promise<Page<ActivityView>> {
  const page = await readActivity(services, userId, {
    cursor,
    limit: PAGE_SIZE,
  });
  const items = page.items.map((activity) => viewOf(activity, messages));
  return { ...page, items: await Promise.all(items) };
}

/** Of these the detail says which admin did it: that is for operators. */
const BY_ADMIN: readonly string[] = [
  "disabled",
  "enabled",
  "sessions_ended",
] satisfies ActivityKind[];

/**
 * The same as it is kept, save which admin did what. The store forgets late, so what is
 * over ends the listing here.
 */
export async function readActivity(
  { store, now }: Pick<Services, "store" | "now">,
  userId: string,
  request: PageRequest,
): Promise<Page<Activity>> {
  const page = await store.activity.listOf(userId, request);
  const items = page.items
    .filter(({ expiresAt }) => now() < expiresAt)
    .map((item) =>
      BY_ADMIN.includes(item.kind) ? { ...item, detail: "" } : item
    );
  return items.length < page.items.length ? { items } : { ...page, items };
}

async function viewOf(
  activity: Activity,
  messages: ActivityMessages,
): Promise<ActivityView> {
  const { id, at, kind, userAgent, client } = activity;
  const kinds: Readonly<Record<ActivityKind, string>> = messages.activity.kinds;
  return {
    id,
    at,
    kind,
    what: ownWord(kinds, kind) ?? messages.activity.unknown,
    detail: await activityDetail(activity, messages),
    device: userAgent ? await deviceName(userAgent, messages.device) : "",
    client,
  };
}

/** The detail is the browser of a session that was ended, else a role. */
async function activityDetail(
  { kind, detail }: Activity,
  { device, roles }: ActivityMessages,
): Promise<string> {
  return kind === "session_ended"
    ? await deviceName(detail, device)
    : ownWord(roles, detail) ?? detail;
}

/** The word for what the store calls by a name, which anything may be. */
function ownWord(
  messages: Readonly<Record<string, string>>,
  name: string,
): string | undefined {
  return Object.hasOwn(messages, name) ? messages[name] : undefined;
}
