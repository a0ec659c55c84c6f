/**
 * What the app says of the recovery of an account without its factors.
 *
 * @module
 */
import type { AppProcess } from "../../resilience/app_process.ts";
import { messages } from "../../../lib/messages/en.ts";
import { Broken } from "./broken.ts";
import { ask } from "./requests.ts";

/** The page on which a recovery is started. */
export const RECOVERY = "/auth/account-recovery";

/** What its owner knows of a recovery; the latter three weren't answered. */
export type RecoveryState =
  | "running"
  | "ready"
  | "maybe started"
  | "maybe stopped"
  | "maybe finished";

/** What the page shows. */
export type ShownRecovery = "running" | "ready" | "none";

/** Reads what the page shows. */
export function readRecovery(
  { text }: { readonly text: string },
): ShownRecovery {
  const { running, ready, offered, title, paused } = messages.accountRecovery;
  const shown = {
    [running.title]: "running",
    [ready.title]: "ready",
    [title]: "none",
    [paused.title]: "none",
  } as const;
  const [, heading = ""] = /<h1[^>]*>([^<]*)<\/h1>/.exec(text) ?? [];
  const found = shown[heading.replaceAll("&#39;", "'")];
  if (found) return found;
  throw new Broken(`the page with "${offered.send}" shows "${heading}"`);
}

/**
 * Finds out, without load, what became of a recovery, by a login that waits for
 * its second step.
 *
 * @throws {Broken} when one is lost that was started, or came back.
 */
export async function settleRecovery(
  app: AppProcess,
  pending: string | null,
  before: RecoveryState,
): Promise<ShownRecovery> {
  const answer = await ask(app, { path: RECOVERY, cookie: pending ?? "" });
  if (answer?.status !== 200) {
    throw new Broken(`${RECOVERY} gave ${answer?.status}`);
  }
  const shown = readRecovery(answer);
  const isPossible = {
    "running": shown !== "none",
    "ready": shown === "ready",
    "maybe started": shown !== "ready",
    "maybe stopped": true,
    "maybe finished": shown === "ready",
  }[before];
  if (isPossible) return shown;
  throw new Broken(`a recovery was ${before}, and is ${shown}`);
}
