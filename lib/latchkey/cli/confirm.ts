/** @module */
import type { Io } from "./io.ts";
import { CommandFailure } from "./outcome.ts";

/**
 * Has a person type a word before something that cannot be undone.
 *
 * @throws {CommandFailure} when the answer is another, or when nobody can be asked.
 */
export async function confirm(
  io: Io,
  { warning, word }: { readonly warning: string; readonly word: string },
): Promise<void> {
  if (!io.interactive) {
    throw new CommandFailure(
      "usage",
      `${warning} Nobody can be asked here: add --yes if that is what you want.`,
    );
  }
  const answer = await io.ask(`${warning} Type ${word} to go on: `);
  if (answer.trim() !== word) {
    throw new CommandFailure("failed", "Not confirmed; nothing was changed.");
  }
}
