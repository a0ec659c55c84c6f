/**
 * Prompts for confirmation and for a new password.
 *
 * @module
 */
import type { Io } from "./io.ts";
import { CommandFailure } from "./outcome.ts";

/**
 * Asks for a word to confirm an action that cannot be undone, unless `--yes` was given.
 *
 * @throws {CommandFailure} if the answer differs, or standard input is not a terminal.
 */
export async function confirm(
  io: Io,
  { yes, warning, word }: {
    readonly yes: boolean;
    readonly warning: string;
    readonly word: string;
  },
): Promise<void> {
  if (yes) return;
  if (!io.interactive) {
    throw new CommandFailure(
      "usage",
      `${warning} To confirm without a prompt, add --yes.`,
    );
  }
  const answer = await io.ask(`${warning} Type ${word} to confirm: `);
  if (answer.trim() !== word) {
    throw new CommandFailure("failed", "Not confirmed. Nothing was changed.");
  }
}

const ATTEMPTS = 3;

/**
 * Asks for a new password twice, or reads it from the first line of piped standard input.
 *
 * @param problemOf Returns a message about an invalid password; null if it is valid.
 * @throws {CommandFailure} if a piped password is invalid, or after three attempts.
 */
export async function promptNewPassword(
  io: Io,
  problemOf: (password: string) => Promise<string | null>,
): Promise<string> {
  if (!io.interactive) {
    const password = await io.firstLine();
    const problem = await problemOf(password);
    if (problem !== null) throw new CommandFailure("invalid", problem);
    return password;
  }
  for (let left = ATTEMPTS; left > 0; left--) {
    const password = await io.askSecret("New password (hidden): ");
    const problem = await problemOf(password);
    if (problem !== null) {
      io.err(problem);
    } else if (await io.askSecret("Confirm password: ") === password) {
      return password;
    } else {
      io.err("The passwords don't match.");
    }
  }
  throw new CommandFailure(
    "invalid",
    `Stopped after ${ATTEMPTS} attempts. Nothing was changed.`,
  );
}
