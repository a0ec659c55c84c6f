/** @module */
import { shownAddress } from "../../email/shown_address.ts";
import type { User } from "../account/user.ts";
import { type CliServices, leaf, type Runner } from "../../cli/command.ts";
import type { Io } from "../../cli/io.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { noProgress } from "../../cli/progress.ts";

/** `users export` */
export function usersExport(runner: Runner) {
  return leaf(
    "export",
    "Print all accounts as JSON lines, as users import reads them.\n\n" +
      "Accounts that their owners asked to delete are left out. With --json the lines " +
      "are one document.",
    [
      "users export > users.jsonl",
      "users export --with-password-hashes > users.jsonl",
    ],
  )
    .option(
      "--with-password-hashes",
      "with the hashes too: keep such a file as secret as the database",
    )
    .action(({ withPasswordHashes = false, json = false }) =>
      runner.withServices((services, io) =>
        exportUsers(services, { withPasswordHashes, json }, io)
      )
    );
}

/** Accounts read at once. */
const PAGE_SIZE = 500;

/** Prints the accounts while it reads them, page by page. */
export async function exportUsers(
  { store }: CliServices,
  { withPasswordHashes, json }: {
    readonly withPasswordHashes: boolean;
    /** One document at the end instead. */
    readonly json: boolean;
  },
  io: Io,
): Promise<Outcome> {
  const lines: unknown[] = [];
  let exported = 0;
  let leftOut = 0;
  let cursor: string | undefined;
  const progress = json ? noProgress : await io.progress(null);
  try {
    do {
      const page = await store.users.list({ limit: PAGE_SIZE, cursor });
      for (const user of page.items) {
        if (user.deleteAfter !== null) {
          leftOut++;
          continue;
        }
        const line = lineOf(user, withPasswordHashes);
        if (json) lines.push(line);
        else io.out(JSON.stringify(line));
        exported++;
      }
      progress.reach(exported, `${exported} accounts`);
      cursor = page.cursor;
    } while (cursor !== undefined);
  } finally {
    progress.stop();
  }
  return {
    text: "",
    json: { users: lines, leftOut },
    advice: adviceFor({ exported, leftOut, withPasswordHashes }),
  };
}

function lineOf(user: User, withPasswordHash: boolean) {
  return {
    address: shownAddress(user.address),
    name: user.name,
    language: user.language,
    ...(withPasswordHash && { passwordHash: user.passwordHash }),
    verified: user.verifiedAt !== null,
    disabled: user.disabled,
    roles: user.roles,
    createdAt: new Date(user.createdAt).toISOString(),
  };
}

function adviceFor(
  { exported, leftOut, withPasswordHashes }: {
    readonly exported: number;
    readonly leftOut: number;
    readonly withPasswordHashes: boolean;
  },
): string {
  const sentences = [`Accounts exported: ${exported}.`];
  if (leftOut > 0) {
    sentences.push(`Left out, since they are to be deleted: ${leftOut}.`);
  }
  sentences.push(
    withPasswordHashes
      ? "The lines hold password hashes: keep them as secret as the database."
      : "The lines hold no password hashes; --with-password-hashes adds them.",
  );
  return sentences.join(" ");
}
