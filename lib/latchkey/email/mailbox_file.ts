/**
 * Keeps the mailbox of a development machine in a file beside the database, so that it
 * survives the restart after each change of the code.
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

/** Where the file is; null outside development, and where there is no database file. */
export function mailboxFile(
  settings: Pick<Settings, "appEnv" | "databaseFile">,
): string | null {
  const folder = databaseFolder(settings);
  return settings.appEnv === "development" && folder !== null
    ? join(folder, "mailbox.json")
    : null;
}

/**
 * Storage in a file that only its owner may read: mails hold one-time links. A file that
 * cannot be read counts as empty, which is logged once; the next mail replaces it.
 */
export function fileStorage(path: string, log: Log): MailboxStorage {
  let noted = false;
  return {
    read() {
      try {
        return readMessages(path);
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return [];
        // What was thrown stays out of the log: it may quote a mail.
        if (!noted) {
          log.warn("mailbox.unreadable", {
            file: path,
            effect: "The mailbox counts as empty until the next mail.",
          });
        }
        noted = true;
        return [];
      }
    },
    write: (messages) => replacePrivateFile(path, JSON.stringify(messages)),
  };
}

/** Reads the file on each call, because another process may have written it. */
function readMessages(path: string): readonly KeptMessage[] {
  const { mode } = Deno.statSync(path);
  if (mode !== null && (mode & 0o077) !== 0) Deno.chmodSync(path, 0o600);
  return v.parse(messagesSchema, JSON.parse(Deno.readTextFileSync(path)));
}
