/**
 * The store in Deno KV: a file on one machine, the platform's database on Deno
 * Deploy, a server by URL.
 *
 * @module
 */
import { kvActivity } from "./kv_activity.ts";
import { kvIncidents } from "./kv_incidents.ts";
import { kvLimits } from "./kv_limits.ts";
import { kvMails } from "./kv_mails.ts";
import { kvOneTimeCodes } from "./kv_one_time_codes.ts";
import { kvOneTimeTokens } from "./kv_one_time_tokens.ts";
import { kvSessions } from "./kv_sessions.ts";
import { kvUsers } from "./kv_users.ts";
import { createPrivateFile, keepPrivate } from "./private_files.ts";
import type { Store } from "./store.ts";

/** Wraps an open database. Closing the store closes it. */
export function kvStore(kv: Deno.Kv): Store {
  return {
    users: kvUsers(kv),
    sessions: kvSessions(kv),
    limits: kvLimits(kv),
    oneTimeTokens: kvOneTimeTokens(kv),
    oneTimeCodes: kvOneTimeCodes(kv),
    activity: kvActivity(kv),
    incidents: kvIncidents(kv),
    mailQueue: kvMails(kv),
    ping: async () => void await kv.get(["ping"]),
    close: () => Promise.resolve(kv.close()),
  };
}

/** Whether a `KV_PATH` names a file of this machine: not memory, a URL or the platform's database. */
export function isKvFile(path: string): boolean {
  return path !== "" && path !== ":memory:" && !/^https?:\/\//i.test(path);
}

/**
 * Opens a database by `KV_PATH`. A file, and its folder if it is new, is made for
 * this system user alone (modes 0600 and 0700): it holds password hashes.
 *
 * @throws what the file system or the database throws.
 */
export async function openKv(path: string): Promise<Deno.Kv> {
  if (isKvFile(path)) {
    // SQLite gives the files it puts beside this one the same mode.
    await createPrivateFile(path, "");
    await keepPrivate(path);
  }
  return await Deno.openKv(path === "" ? undefined : path);
}
