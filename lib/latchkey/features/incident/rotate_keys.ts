/** @module */
import { type CliServices, leaf, type Runner } from "../../cli/command.ts";
import { confirm } from "../../cli/confirm.ts";
import type { Io } from "../../cli/io.ts";
import { rotateKeySet } from "../../crypto/commands/rotate.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { recordIncident } from "./record.ts";

/** `incident rotate-keys` */
export function incidentRotateKeys(runner: Runner) {
  return leaf(
    "rotate-keys",
    "Replace all signing keys by a new one, so that no token of theirs holds.",
    ["incident rotate-keys", "incident rotate-keys --yes > jwt_keys.json"],
  )
    .option("--yes", "do not ask first")
    .action(({ yes = false }) =>
      runner.withServices((services, io) => replaceKeys(services, { yes }, io))
    );
}

/**
 * Makes a new key and keeps none of the old ones: for when a key may have leaked.
 *
 * @throws {CommandFailure} when there are no keys to replace.
 */
export async function replaceKeys(
  services: CliServices,
  { yes }: { readonly yes: boolean },
  io: Io,
): Promise<Outcome> {
  if (!yes) {
    await confirm(io, {
      warning: "This signs everyone out and makes every device unknown.",
      word: "everyone",
    });
  }
  const outcome = await rotateKeySet(services.settings, 0);
  await recordIncident(services, "rotate-keys");
  return {
    ...outcome,
    advice: `${outcome.advice} Until the restart the old keys hold: ` +
      'do it now, and end what sessions there are by "incident sign-out-everyone".',
  };
}
