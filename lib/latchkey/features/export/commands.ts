/**
 * The command that prints all accounts: `users export`.
 *
 * @module
 */
import { command } from "../../cli/cli.ts";
import { allItems } from "../../database/pages.ts";
import { isoTime } from "../../cli/table.ts";
import type { User } from "../account/user.ts";
import { shownAddress } from "../../email/shown_address.ts";

/** `users export`. Prints the accounts while reading them, page by page. */
export const exportUsers = command({
  summary: 'Print all accounts as JSON lines, which "users import" can read.',
  details:
    "Accounts that are scheduled for deletion are left out. --json prints one " +
    "document instead of lines.",
  examples: [
    "users export > users.jsonl",
    "users export --with-password-hashes > users.jsonl",
  ],
  options: {
    withPasswordHashes:
      "include password hashes: keep the file as secret as the database",
  },
  async run({ services: { store }, io }, { withPasswordHashes, json }) {
    const lines: unknown[] = [];
    let exported = 0;
    let leftOut = 0;
    const progress = await io.progress(null);
    try {
      for await (const user of allItems(store.users.list)) {
        if (user.deleteAfter !== null) {
          leftOut++;
          continue;
        }
        const line = lineOf(user, withPasswordHashes);
        if (json) lines.push(line);
        else io.out(JSON.stringify(line));
        progress.reach(++exported, `${exported} accounts`);
      }
    } finally {
      progress.stop();
    }
    const tally = { exported, leftOut };
    const advice = adviceFor(tally, withPasswordHashes);
    return { text: "", json: { users: lines, leftOut }, advice };
  },
});

function lineOf(user: User, withPasswordHash: boolean) {
  return {
    address: shownAddress(user.address),
    name: user.name,
    language: user.language,
    ...user.profile && { profile: user.profile },
    ...(withPasswordHash && { passwordHash: user.passwordHash }),
    verified: user.verifiedAt !== null,
    disabled: user.disabled,
    roles: user.roles,
    createdAt: isoTime(user.createdAt),
  };
}

function adviceFor(
  { exported, leftOut }: {
    readonly exported: number;
    readonly leftOut: number;
  },
  withPasswordHashes: boolean,
): string {
  const sentences = [`Exported accounts: ${exported}.`];
  if (leftOut > 0) {
    sentences.push(`Scheduled for deletion and left out: ${leftOut}.`);
  }
  sentences.push(
    withPasswordHashes
      ? "The output contains password hashes. Keep it as secret as the database."
      : "Password hashes are left out. To include them, use --with-password-hashes.",
  );
  return sentences.join(" ");
}
