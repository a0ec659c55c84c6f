/** @module */
import { type Command, Option } from "@commander-js/extra-typings";
import { refuseNewPassword } from "../../password/new_passwords.ts";
import type { NewPasswordRules } from "../../password/password_rules.ts";
import type { Io } from "../../../cli/io.ts";
import { CommandFailure } from "../../../cli/outcome.ts";
import { english } from "../../../cli/english.ts";

const tries = 3;

/**
 * Asks a person twice for a new password, or reads the first line of a standard
 * input that is not a terminal.
 *
 * @throws {CommandFailure} when the password breaks the rules, or the person does not
 * manage to type one in three tries.
 */
export async function askNewPassword(
  io: Io,
  rules: NewPasswordRules,
): Promise<string> {
  if (!io.interactive) {
    const password = await io.firstLine();
    const problem = await problemOf(password, rules);
    if (problem !== null) throw new CommandFailure("invalid", problem);
    return password;
  }
  for (let left = tries; left > 0; left--) {
    const password = await io.askSecret("New password (not shown): ");
    const problem = await problemOf(password, rules);
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

async function problemOf(
  password: string,
  rules: NewPasswordRules,
): Promise<string | null> {
  if (password === "") {
    return "No password was given: type it when asked, or send it on standard input.";
  }
  const problem = await refuseNewPassword(password, rules);
  return problem && english(problem, rules.minLength);
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
