/**
 * What happened to an account, for its owner to read.
 *
 * @module
 */
import type { ActivityKind } from "../auth/activity.ts";
import type { Services } from "../services.ts";
import type { Activity } from "../store/activity.ts";
import type { Page, PageRequest } from "../store/store.ts";
import { deviceInWords } from "./device.ts";

/** How many things one page shows. */
const PAGE_SIZE = 50;

/** The part of an activity that its owner sees. */
export interface ActivityView {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What it was, in words. */
  readonly what: string;
  /** What else there is to know; empty when there is nothing. */
  readonly detail: string;
  /** The device in words; empty when no device did it. */
  readonly device: string;
  /** The client's address, shortened; empty when there was none. */
  readonly client: string;
}

/** Every kind of activity in the words of its page. */
const WORDS: Readonly<Record<ActivityKind, string>> = {
  signed_up: "The account was made",
  address_verified: "The address was confirmed",
  signed_in: "Signed in",
  signed_in_new_device: "Signed in on a device that was not known",
  sign_in_failed: "A sign-in failed: the password was wrong",
  password_changed: "The password was changed",
  password_recovered: "The password was set anew by a mailed link",
  password_set: "The password was set by an operator of this site",
  name_changed: "The name was changed",
  address_change_asked: "Another address was asked for",
  address_changed: "The address was changed",
  address_restored: "“This wasn't me”: the former address was put back",
  not_me: "“This wasn't me”: all sessions were ended",
  session_ended: "A session was ended",
  other_sessions_ended: "All other sessions were ended",
  sessions_ended: "All sessions were ended by an operator of this site",
  exported: "Everything held about you was exported",
  deletion_asked: "Deleting the account was asked for",
  deletion_cancelled: "The account was kept: somebody signed in",
  locked: "The account was locked by an operator of this site",
  disabled: "The account was disabled by an operator of this site",
  enabled: "The account was enabled by an operator of this site",
  role_granted: "A role was granted by an operator of this site",
  role_revoked: "A role was taken away by an operator of this site",
  imported: "The account was brought here from another site",
};

/** One page of what happened to an account in the last 90 days, the newest first. */
export async function viewActivity(
  services: Pick<Services, "store" | "now">,
  userId: string,
  cursor: string | undefined,
): Promise<Page<ActivityView>> {
  const page = await readActivity(services, userId, {
    cursor,
    limit: PAGE_SIZE,
  });
  return { ...page, items: await Promise.all(page.items.map(viewOf)) };
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

async function viewOf(activity: Activity): Promise<ActivityView> {
  const { id, at, kind, detail, userAgent, client } = activity;
  const words = new Map(Object.entries(WORDS)).get(kind);
  return {
    id,
    at,
    what: words ?? "Something else happened",
    detail,
    device: userAgent ? await deviceInWords(userAgent) : "",
    client,
  };
}
