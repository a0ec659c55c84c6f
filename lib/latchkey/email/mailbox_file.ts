/**
 * Stores the mailbox of a development machine in a file beside the database, so that it
 * survives restarts.
 *
 * @module
 */
import { join } from "node:path";
import * as v from "valibot";
import type { Log } from "../telemetry/log.ts";
import type { Settings } from "../settings/settings.ts";
import { databaseFolder } from "../files/data_folder.ts";
import { replacePrivateFile } from "../files/private_files.ts";
import type { KeptMessage, MailboxStorage } from "./mailbox.ts";

const messagesSchema = v.array(v.object({
  id: v.string(),
  kind: v.string(),
  to: v.string(),
  subject: v.string(),
  text: v.string(),
  html: v.string(),
  sentAt: v.number(),
}));

/** The path of the file; null outside development, or without a database file. */
export function mailboxFile(
  settings: Pick<Settings, "appEnv" | "databaseFile">,
): string | null {
  const folder = databaseFolder(settings);
  return settings.appEnv === "development" && folder !== null
    ? join(folder, "mailbox.json")
    : null;
}

/**
 * Storage in a file that only its owner can read, since emails contain one-time links. An
 * unreadable file counts as empty, which is logged once; the next email replaces it.
 */
export function fileStorage(path: string, log: Log): MailboxStorage {
  let isLogged = false;
  return {
    read() {
      try {
        return readMessages(path);
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return [];
        // The error isn't logged, since it may quote an email.
        if (!isLogged) {
          log.warn("mailbox.unreadable", {
            file: path,
            effect: "The mailbox is empty until the next email arrives.",
          });
        }
        isLogged = true;
        return [];
      }
    },
    write: (messages) => replacePrivateFile(path, JSON.stringify(messages)),
  };
}

/** Reads the file on each call, because another process may have changed it. */
function readMessages(path: string): readonly KeptMessage[] {
  const { mode } = Deno.statSync(path);
  if (mode !== null && (mode & 0o077) !== 0) Deno.chmodSync(path, 0o600);
  return v.parse(messagesSchema, JSON.parse(Deno.readTextFileSync(path)));
}
