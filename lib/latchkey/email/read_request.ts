/**
 * Reads back from the queue what a mail is about: a row may be from another version
 * of the app, or from nobody of ours.
 *
 * @module
 */
import * as v from "valibot";
import { languages } from "../i18n/languages.ts";
import type { QueuedMail } from "./queued_mail.ts";
import type { MailRequest } from "./requests.ts";

const userId = v.string();
const address = v.string();
const browser = v.string();
const language = v.fallback(
  v.optional(v.picklist([...languages.keys()])),
  undefined,
);
const milliseconds = v.number();
const visit = { userAgent: v.string(), client: v.string(), at: milliseconds };

const requests = v.variant("kind", [
  v.object({ kind: v.literal("sign_up"), address, userId, browser, language }),
  v.object({ kind: v.literal("verify"), userId, browser, language }),
  v.object({ kind: v.literal("recover"), address, language }),
  v.object({
    kind: v.literal("sign_in_link"),
    address,
    browser,
    remembered: v.boolean(),
    next: v.string(),
    language,
  }),
  v.object({
    kind: v.literal("change_address"),
    userId,
    newAddress: address,
    credentialEpoch: v.number(),
    language,
  }),
  v.object({
    kind: v.literal("address_changed"),
    userId,
    oldAddress: address,
    keptUntil: milliseconds,
    at: milliseconds,
  }),
  v.object({
    kind: v.literal("address_put_back"),
    userId,
    displacedAddress: address,
    at: milliseconds,
  }),
  v.object({ kind: v.literal("password_changed"), userId, ...visit }),
  v.object({ kind: v.literal("new_device"), userId, ...visit }),
  v.object({
    kind: v.literal("deletion_asked"),
    userId,
    deleteAfter: milliseconds,
  }),
  v.object({ kind: v.literal("account_restored"), userId, ...visit }),
]);

/** The request of a row; null when it cannot be read. */
export function readRequest(
  { kind, data }: Pick<QueuedMail, "kind" | "data">,
): MailRequest | null {
  const { success, output } = v.safeParse(requests, { ...data, kind });
  return success ? output : null;
}
