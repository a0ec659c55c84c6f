/**
 * What happened to accounts, in Deno KV.
 *
 * @module
 */
import type { Activity, ActivityStore } from "./activity.ts";
import { expireIn } from "./kv_atomic.ts";
import { activityKey, activityPrefix } from "./kv_keys.ts";
import { readActivity, writeActivity } from "./log_rows.ts";
import type { Page, PageRequest } from "./pages.ts";
import { isId } from "./rows.ts";

/** The activity of a database. */
export function kvActivity(kv: Deno.Kv): ActivityStore {
  return {
    add: (activity) => addActivity(kv, activity),
    listOf: (userId, page) => activityOf(kv, userId, page),
  };
}

async function addActivity(kv: Deno.Kv, activity: Activity): Promise<void> {
  const row = writeActivity(activity);
  const { userId, at, id, expiresAt } = row;
  await kv.set(activityKey(userId, at, id), row, expireIn(at, expiresAt));
}

async function activityOf(
  kv: Deno.Kv,
  userId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Activity>> {
  if (!isId(userId)) return { items: [] };
  const prefix = activityPrefix(userId);
  const last = readCursor(cursor);
  const selector = last
    ? { prefix, end: activityKey(userId, last.at, last.id) }
    : { prefix };
  const items: Activity[] = [];
  for await (const { key, value } of kv.list(selector, { reverse: true })) {
    const activity = readActivity(value, key.at(-1));
    if (activity?.userId !== userId) continue;
    if (items.length === limit) {
      return { items, cursor: cursorAfter(items[limit - 1]) };
    }
    items.push(activity);
  }
  return { items };
}

function cursorAfter({ at, id }: Activity): string {
  return `${at}.${id}`;
}

/** A cursor as {@linkcode cursorAfter} makes them; null when it is none of these: the page is the first then. */
function readCursor(cursor = ""): { at: number; id: string } | null {
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor) ?? [];
  return at === undefined ? null : { at: Number(at), id };
}
