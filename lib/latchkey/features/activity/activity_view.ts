/**
 * An account's activity as its owner sees it.
 *
 * @module
 */
import type { ActivityKind } from "./activity.ts";
import type { Messages } from "../../i18n/messages.ts";
import type { Services } from "../../services.ts";
import type { Activity } from "./records.ts";
import type { Page, PageRequest } from "../../database/pages.ts";
import { deviceName } from "../session/device_name.ts";

const PAGE_SIZE = 50;

/**
 * One entry of an account's activity, as its owner sees it.
 *
 * @example
 * ```ts
 * import type { ActivityView } from "@latchkey/core";
 *
 * export const summary = ({ what, device }: ActivityView): string =>
 *   device === "" ? what : `${what} (${device})`;
 * ```
 */
export interface ActivityView {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** An {@linkcode ActivityKind}, or one that a newer version recorded. */
  readonly kind: string;
  /** What happened, in the language of the page. */
  readonly what: string;
  /** More about it; empty if there is nothing to add. */
  readonly detail: string;
  /** Such as "Firefox on Windows"; empty if no device was involved. */
  readonly device: string;
  /** The client's shortened IP address; empty if there was none. */
  readonly client: string;
}

type ActivityMessages = Pick<Messages, "activity" | "device" | "roles">;

/**
 * Returns a page of up to 50 activities of the last 90 days, newest first, in the language
 * of `messages`. Pass the `cursor` of a page to get the next one.
 *
 * @example
 * ```ts
 * import { type Services, viewActivity } from "@latchkey/core";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * export async function newest(services: Services, userId: string) {
 *   const { items } = await viewActivity(
 *     services,
 *     userId,
 *     undefined,
 *     ENGLISH.messages,
 *   );
 *   return items;
 * }
 * ```
 */
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

/** The detail of these names the admin, which is only for operators. */
const ADMIN_KINDS: readonly string[] = [
  "disabled",
  "enabled",
  "sessions_ended",
] satisfies ActivityKind[];

/**
 * Returns stored activity without the names of admins. Expired rows may still be in the
 * database, so they are filtered out and end the list.
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
      ADMIN_KINDS.includes(item.kind) ? { ...item, detail: "" } : item
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
    what: lookUp(kinds, kind) ?? messages.activity.unknown,
    detail: await activityDetail(activity, messages),
    device: userAgent ? await deviceName(userAgent, messages.device) : "",
    client,
  };
}

/** Kinds whose detail is the `User-Agent` header of another browser. */
const DEVICE_KINDS: readonly string[] = [
  "session_ended",
  "browser_untrusted",
] satisfies ActivityKind[];

/** The detail is a browser, a role, or a name that the owner chose. */
async function activityDetail(
  { kind, detail }: Activity,
  { device, roles }: ActivityMessages,
): Promise<string> {
  return DEVICE_KINDS.includes(kind)
    ? await deviceName(detail, device)
    : lookUp(roles, detail) ?? detail;
}

/** The message for a stored name, which may be any string. */
function lookUp(
  messages: Readonly<Record<string, string>>,
  name: string,
): string | undefined {
  return Object.hasOwn(messages, name) ? messages[name] : undefined;
}
