/**
 * The command that prints all accounts: `users export`.
 *
 * @module
 */
import { command } from "../../cli/cli.ts";
import { allItems } from "../../database/pages.ts";
import { isoTime } from "../../cli/table.ts";
import { portableFields, readValues } from "../account/portable_fields.ts";
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
    withSecondFactors:
      "include second factors: anyone with the file can show these factors",
  },
  async run({ services, io }, { withPasswordHashes, withSecondFactors, json }) {
    const { store } = services;
    const factors = withSecondFactors ? await services.openAll() : null;
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
        const line = {
          ...lineOf(user, withPasswordHashes),
          ...factors && await readValues(factors, user.id),
        };
        if (json) lines.push(line);
        else io.out(JSON.stringify(line));
        progress.reach(++exported, `${exported} accounts`);
      }
    } finally {
      progress.stop();
    }
    const tally = { exported, leftOut };
    const advice = adviceFor(tally, [
      {
        what: "Password hashes",
        option: "--with-password-hashes",
        included: withPasswordHashes,
      },
      ...portableFields(services.site).length === 0 ? [] : [{
        what: "Second factors",
        option: "--with-second-factors",
        included: withSecondFactors,
      }],
    ]);
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

/** Something secret that an option includes. */
interface Optional {
  readonly what: string;
  readonly option: string;
  readonly included: boolean;
}

function adviceFor(
  { exported, leftOut }: {
    readonly exported: number;
    readonly leftOut: number;
  },
  optional: readonly Optional[],
): string {
  const sentences = [`Exported accounts: ${exported}.`];
  if (leftOut > 0) {
    sentences.push(`Scheduled for deletion and left out: ${leftOut}.`);
  }
  for (const { what, option, included } of optional) {
    sentences.push(
      included
        ? `The output contains ${what.toLowerCase()}. Keep it as secret as the database.`
        : `${what} are left out. To include them, use ${option}.`,
    );
  }
  return sentences.join(" ");
}
