/**
 * Questions to a person before something is done.
 *
 * @module
 */
import type { Io } from "./io.ts";
import { CommandFailure } from "./outcome.ts";

/**
 * Has a person type a word before something that cannot be undone, unless they said
 * `--yes`.
 *
 * @throws {CommandFailure} when the answer is another, or when nobody can be asked.
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
 * Asks a person twice for a new password, or reads the first line of a standard
 * input that is not a terminal.
 *
 * @param problemOf What is wrong with a password, in a sentence; null when it will do.
 * @throws {CommandFailure} when the password will not do, or the person does not manage to
 * type one in three attempts.
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
