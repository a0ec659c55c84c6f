/** @module */
import { endSessionsOf } from "../../account/operator_actions.ts";
import { endSession } from "../sessions.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import { confirm } from "../../../cli/confirm.ts";
import type { Io } from "../../../cli/io.ts";
import { CommandFailure, type Outcome } from "../../../cli/outcome.ts";
import { findUser } from "../../account/commands/find_user.ts";
import { FELT_AT_ONCE } from "../../account/commands/user_view.ts";

/** Which sessions to end: one, all of an account, or all there are. */
export type Target =
  | { readonly session: string }
  | { readonly user: string }
  | { readonly everyone: true; readonly yes: boolean };

/** `sessions revoke [session]` */
export function sessionsRevoke(runner: Runner) {
  return leaf(
    "revoke",
    "End one session, all of an account, or all there are.",
    [
      "sessions revoke 3f0c…",
      "sessions revoke --user ada@example.com",
      "sessions revoke --everyone",
    ],
  )
    .argument("[session]", 'the id that "sessions list" shows')
    .option("--user <user>", "all sessions of one account, by address or id")
    .option("--everyone", "all sessions of all accounts")
    .option("--yes", "with --everyone: do not ask first")
    .action((session, options) =>
      runner.withServices((services, io) =>
        revokeSessions(services, targetOf(session, options), io)
      )
    );
}

function targetOf(
  session: string | undefined,
  { user, everyone, yes = false }: {
    readonly user?: string;
    readonly everyone?: true;
    readonly yes?: true | false;
  },
): Target {
  const targets: Target[] = [];
  if (session !== undefined) targets.push({ session });
  if (user !== undefined) targets.push({ user });
  if (everyone) targets.push({ everyone, yes });
  if (targets.length === 1) return targets[0];
  throw new CommandFailure(
    "usage",
    "Say which sessions: an id, or --user <user>, or --everyone, and only one of these.",
  );
}

/** Ends sessions; their access tokens are refused from then on, though not yet expired. */
export async function revokeSessions(
  services: CliServices,
  target: Target,
  io: Io,
): Promise<Outcome> {
  const advice = FELT_AT_ONCE;
  if ("session" in target) {
    if (!await endSession(services, target.session)) {
      throw new CommandFailure(
        "not_found",
        `There is no session ${target.session}; it may have ended already.`,
      );
    }
    const text = "That session is over.";
    return { text, json: { session: target.session }, advice };
  }
  if ("user" in target) {
    const user = await findUser(services, target.user);
    await endSessionsOf(services, user.id);
    const text = `All sessions of ${shownAddress(user.address)} are over.`;
    return { text, json: { userId: user.id }, advice };
  }
  if (!target.yes) await confirmEveryone(io);
  await services.store.sessions.endEveryone(services.now());
  return { text: EVERYONE_OUT, json: { everyone: true }, advice };
}

/** What is said once nobody is signed in any more. */
export const EVERYONE_OUT = "All sessions of all accounts are over.";

/**
 * Has the operator say once more that everyone is to be signed out.
 *
 * @throws {CommandFailure} as `confirm` does.
 */
export async function confirmEveryone(io: Io): Promise<void> {
  await confirm(io, {
    warning: "This signs everyone out.",
    word: "everyone",
  });
}
