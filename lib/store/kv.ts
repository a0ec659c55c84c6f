/**
 * The store in Deno KV: a file on one machine, the platform's database on Deno
 * Deploy, a server by URL.
 *
 * @module
 */
import { isDatabaseFile } from "./data_folder.ts";
import { heedSchema, mustBeKnown } from "./heeded_schema.ts";
import { kvActivity } from "./kv_activity.ts";
import { kvIncidents } from "./kv_incidents.ts";
import { kvLimits } from "./kv_limits.ts";
import { kvMails } from "./kv_mails.ts";
import { kvOneTimeCodes } from "./kv_one_time_codes.ts";
import { kvOneTimeTokens } from "./kv_one_time_tokens.ts";
import { kvOpenError } from "./kv_opening.ts";
import { kvRecords } from "./kv_records.ts";
import { bringUpToDate, schemaOf } from "./kv_schema.ts";
import { kvSessions } from "./kv_sessions.ts";
import { guardKv } from "./kv_trouble.ts";
import { kvUsers } from "./kv_users.ts";
import { createPrivateFile, keepPrivate } from "./private_files.ts";
import type { Store } from "./store.ts";

/**
 * Wraps an open database. Closing the store closes it.
 *
 * @param path Where it was opened, so that a file can be read as it was at one moment.
 */
export function kvStore(kv: Deno.Kv, path = ":memory:"): Store {
  return {
    users: kvUsers(kv),
    sessions: kvSessions(kv),
    limits: kvLimits(kv),
    oneTimeTokens: kvOneTimeTokens(kv),
    oneTimeCodes: kvOneTimeCodes(kv),
    activity: kvActivity(kv),
    incidents: kvIncidents(kv),
    mailQueue: kvMails(kv),
    records: kvRecords(kv, isDatabaseFile(path) ? path : null),
    forgetExpired: () => Promise.resolve(0),
    ping: async () => mustBeKnown(await schemaOf(kv)),
    close: () => Promise.resolve(kv.close()),
  };
}

/**
 * Opens the store at a `KV_PATH` and brings its records up to date.
 *
 * @throws what {@linkcode openKv} throws.
 * @throws {StoreTooNewError} when a newer app wrote it.
 */
export async function openKvStore(path: string): Promise<Store> {
  const kv = await openKv(path);
  try {
    await bringUpToDate(kv);
    return heedSchema(kvStore(kv, path));
  } catch (error) {
    kv.close();
    throw error;
  }
}

/**
 * Opens a database by `KV_PATH`. A file, and its folder if it is new, is made for
 * this system user alone (modes 0600 and 0700): it holds password hashes. Its calls
 * end in bounded time and fail as {@linkcode guardKv} says.
 *
 * @throws {StoreOpenError} when the database cannot be used; what the file system throws.
 */
export async function openKv(path: string): Promise<Deno.Kv> {
  if (isDatabaseFile(path)) {
    // SQLite gives the files it puts beside this one the same mode.
    if (!await keepPrivate(path)) await createPrivateFile(path, "");
  }
  try {
    return guardKv(await Deno.openKv(path === "" ? undefined : path));
  } catch (error) {
    throw kvOpenError(path, error);
  }
}
