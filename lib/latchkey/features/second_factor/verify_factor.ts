/**
 * Checking a proof of a second factor as one attempt.
 *
 * @module
 */
import type { FactorAttempt } from "../../factor.ts";
import type { Services } from "../../services.ts";
import { securityLog } from "../../telemetry/security_events.ts";
import { maskedClient } from "../../http/client_info.ts";
import { type Attempt, rateLimit } from "../../limits/rate_limit.ts";
import { recordActivity } from "../activity/activity.ts";
import {
  DEVICE_LIMIT,
  type PasswordResult,
} from "../password/verify_password.ts";
import { knownDevice } from "../session/known_devices.ts";
import { factorAttemptsEmail, recoveryCodeUsedEmail } from "./emails.tsx";
import { emailedClient } from "../session/emailed_client.ts";
import type { NamedFactor } from "./factors.ts";

/**
 * Attempts of unknown devices at the second factors of an account: 10 at once, then four an
 * hour. The person making them knows the password. At most three codes are right at a time, so
 * a day of guessing succeeds once in 3,000 (OWASP ASVS 5.0 §6.6.3).
 */
const STRANGERS_LIMIT = { burst: 10, refillSeconds: 900 };

const factorLimit = rateLimit("second-factor", {
  account: STRANGERS_LIMIT,
  device: DEVICE_LIMIT,
});

/**
 * Attempts of all known devices of an account: 20 at once, then four an hour. Each login makes
 * another known device, so someone with the password and a session could have any number.
 */
const knownDevicesLimit = rateLimit("second-factor-known-devices", {
  account: { burst: 20, refillSeconds: 900 },
});

/** Of repeated failures, the owner is told about once a day. */
const noticeLimit = rateLimit("second-factor-told", {
  account: { burst: 1, refillSeconds: 24 * 60 * 60 },
});

/** Failures in a row of which the owner is told. One may be a typing mistake. */
const FAILURES_TOLD = 5;

const failureCount = rateLimit("second-factor-failed", {
  account: { burst: FAILURES_TOLD - 1, refillSeconds: 900 },
});

/** The same for known devices, whose owner is more likely to mistype. */
const knownFailureCount = rateLimit("second-factor-failed-known", {
  account: { burst: 2 * FAILURES_TOLD - 1, refillSeconds: 900 },
});

/** A proof that was sent, and the factor it is for. */
export interface NamedAttempt extends FactorAttempt {
  /** The name of the factor, as sent. */
  readonly factor: string;
}

/**
 * Checks a proof against one of the account's factors, as one attempt. It counts before it
 * is checked, so concurrent guesses all count. A wrong one is recorded for the owner, who
 * gets an email after several: the first factor was right (OWASP ASVS 5.0 §6.3.5).
 *
 * @param accepted The account's factors that count.
 */
export async function verifyFactor(
  services: Services,
  entered: NamedAttempt,
  accepted: readonly NamedFactor[],
): Promise<PasswordResult<NamedFactor>> {
  const { user, clientInfo, factor: name, proof } = entered;
  const device = await knownDevice(services, clientInfo.deviceCookie, user);
  const target = { client: null, account: user.id, device };
  const attempt = await factorLimit.begin(services, target);
  if (attempt.reason !== "taken") return { ok: false, ...attempt };
  const shared = device === null
    ? null
    : await knownDevicesLimit.begin(services, target);
  if (shared && shared.reason !== "taken") return { ok: false, ...shared };
  const found = accepted.find((factor) => factor.name === name);
  const isRight = found !== undefined && proof !== "" &&
    await found.factor.verify(found.queries, entered);
  log(services, entered, isRight);
  if (isRight) {
    await attempt.forgive();
    await shared?.forgive();
    if (found.asked === "instead") await recordStandIn(services, entered);
    return { ok: true, value: found };
  }
  await recordFailure(services, entered, target);
  return { ok: false, reason: "wrong" };
}

/** Tells the owner that a recovery code was used: someone who has one probably has them all. */
async function recordStandIn(
  services: Services,
  { user, clientInfo }: NamedAttempt,
): Promise<void> {
  await recordActivity(services, user, "recovery_code_used", clientInfo);
  await services.mail.send(recoveryCodeUsedEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
}

function log(
  services: Pick<Services, "log">,
  { user, clientInfo, purpose, factor }: NamedAttempt,
  isRight: boolean,
): void {
  // The login itself is logged where the session starts.
  if (isRight && purpose === "login") return;
  securityLog(services.log)
    .note(isRight ? "step_up_succeeded" : `${purpose}_failed`, {
      user: user.id,
      client: maskedClient(clientInfo.clientAddress),
      id: clientInfo.requestId,
      method: METHODS.has(factor) ? factor : "second_factor",
    });
}

/** Names that may be logged as they were sent. */
const METHODS: ReadonlySet<string> = new Set([
  "authenticator_app",
  "email_code",
  "passkeys",
  "recovery_codes",
]);

async function recordFailure(
  services: Services,
  { user, clientInfo }: NamedAttempt,
  { account, device }: Attempt,
): Promise<void> {
  await recordActivity(services, user, "second_factor_failed", clientInfo);
  const counted = { client: null, account };
  const count = device === null ? failureCount : knownFailureCount;
  if (!await count.take(services, counted)) return;
  if (await noticeLimit.take(services, counted)) return;
  await services.mail.send(factorAttemptsEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
}
