/**
 * The way into the queue of mails.
 *
 * @module
 */
import { randomId } from "../crypto/random_id.ts";
import type { Services } from "../services.ts";
import { bucketsOf } from "./limits.ts";
import type { MailDesk, MailRequest } from "./requests.ts";
import { smtpTransport } from "./smtp.ts";

/** Puts an email into the queue unless there were too many requests for it; says whether it did. */
export async function enqueue(
  { store, now }: Pick<Services, "store" | "now">,
  request: MailRequest,
): Promise<boolean> {
  const buckets = await bucketsOf(request);
  if (!(await store.limits.take(buckets, now())).allowed) return false;
  const { kind, ...data } = request;
  await store.mailQueue.add({
    id: randomId(),
    kind,
    data,
    userId: "userId" in request ? request.userId : "",
    createdAt: now(),
    dueAt: now(),
    attempts: 0,
    lastError: "",
  });
  return true;
}

/** A desk for a process that ends at once: what it takes in, a running server sends. */
export function createOutbox(
  services: Pick<Services, "settings" | "store" | "now">,
): MailDesk {
  const { appEnv, smtpUrl } = services.settings;
  const enabled = smtpUrl !== null || appEnv !== "production";
  return {
    enabled,
    mailbox: null,
    reaches: async (address) =>
      smtpUrl === null ||
      await smtpTransport(services.settings).reaches(address),
    async send(request) {
      if (enabled) await enqueue(services, request);
    },
    deliver: () => Promise.resolve(),
    settled: () => Promise.resolve(),
  };
}
