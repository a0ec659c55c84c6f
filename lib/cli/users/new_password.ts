/** @module */
import { type Command, Option } from "@commander-js/extra-typings";
import { passwordProblem } from "../../auth/passwords.ts";
import type { Io } from "../io.ts";
import { CommandFailure } from "../outcome.ts";

/** OWASP ASVS 5.0 §6.2.1; NIST SP 800-63B-4 §3.1.1.2 asks for 15 where no second factor follows. */
const fewestCharacters = 8;
const tries = 3;

/**
 * Asks a person twice for a new password, or reads the first line of a standard
 * input that is not a terminal.
 *
 * @throws {CommandFailure} when the password breaks the rules, or the person does not
 * manage to type one in three tries.
 */
export async function askNewPassword(io: Io): Promise<string> {
  if (!io.interactive) {
    const password = await io.firstLine();
    const problem = newPasswordProblem(password);
    if (problem !== null) throw new CommandFailure("invalid", problem);
    return password;
  }
  for (let left = tries; left > 0; left--) {
    const password = await io.askSecret("New password (not shown): ");
    const problem = newPasswordProblem(password);
    if (problem !== null) {
      io.err(problem);
    } else if (await io.askSecret("The same again: ") === password) {
      return password;
    } else {
      io.err("Those were two different passwords.");
    }
  }
  throw new CommandFailure(
    "invalid",
    `No password after ${tries} tries; nothing was changed.`,
  );
}

/** Why a password cannot be set, in words; null when it can. */
export function newPasswordProblem(password: string): string | null {
  if (password === "") {
    return "No password was given: type it when asked, or send it on standard input.";
  }
  if ([...password.normalize("NFKC")].length < fewestCharacters) {
    return `The password must have at least ${fewestCharacters} characters.`;
  }
  return passwordProblem(password);
}

/** Makes a command answer a password among its arguments with a reason instead of a parser's error. */
export function refusePasswordArgument<
  Args extends unknown[],
  Options extends Record<string, unknown>,
>(command: Command<Args, Options>): Command<Args, Options> {
  command
    .addOption(new Option("-p, --password [value]").hideHelp())
    .allowExcessArguments()
    .hook("preAction", (called) => {
      const expected = called.registeredArguments.length;
      if (called.args.length <= expected && !("password" in called.opts())) {
        return;
      }
      throw new CommandFailure(
        "usage",
        "A password is never an argument: everyone on this machine could read it " +
          "in the list of processes, and the shell would keep it. Leave it out; " +
          "it is asked for, or read from standard input.",
      );
    });
  return command;
}
