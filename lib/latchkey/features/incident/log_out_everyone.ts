/** @module */
import { type CliServices, leaf, type Runner } from "../../cli/command.ts";
import type { Io } from "../../cli/io.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { confirmEveryone, EVERYONE_OUT } from "../session/commands/revoke.ts";
import { FELT_AT_ONCE } from "../account/commands/user_view.ts";
import { recordIncident } from "./record.ts";

/** `incident sign-out-everyone` */
export function incidentSignOutEveryone(runner: Runner) {
  return leaf(
    "sign-out-everyone",
    "End all sessions of all accounts, in one write.",
    ["incident sign-out-everyone", "incident sign-out-everyone --yes"],
  )
    .option("--yes", "do not ask first")
    .action(({ yes = false }) =>
      runner.withServices((services, io) =>
        signOutEveryone(services, { yes }, io)
      )
    );
}

/** Ends every session that has begun by now. Known devices stay known. */
export async function signOutEveryone(
  services: CliServices,
  { yes }: { readonly yes: boolean },
  io: Io,
): Promise<Outcome> {
  if (!yes) await confirmEveryone(io);
  await services.store.sessions.endEveryone(services.now());
  await recordIncident(services, "sign-out-everyone");
  return {
    text: EVERYONE_OUT,
    json: { everyone: true },
    advice: FELT_AT_ONCE,
  };
}
