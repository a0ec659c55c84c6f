/** @module */
import { randomId } from "../../crypto/random_id.ts";
import type { CliServices } from "../../cli/command.ts";

/** What an operator does in an emergency. */
export type IncidentKind = "sign-out-everyone" | "rotate-keys" | "lock";

/**
 * Writes down that an operator did something.
 *
 * @param userId Whom it was about; empty when it was about everyone.
 */
export async function recordIncident(
  { store, now }: CliServices,
  kind: IncidentKind,
  userId = "",
): Promise<void> {
  await store.incidents.add({ id: randomId(), at: now(), kind, userId });
}
