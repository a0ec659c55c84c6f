/**
 * Attempts at a password: how many are allowed, both to log in and to confirm the
 * current password.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import {
  type SecurityEvent,
  securityLog,
} from "../../telemetry/security_events.ts";
import type { Limit } from "../../limits/buckets.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { knownDevice } from "../session/known_devices.ts";
import { padResponseTime } from "../../crypto/response_padding.ts";
import { acquireHashSlot } from "./hash_slots.ts";
import { HasherBusy, type HashPlace } from "../../crypto/hash_queue.ts";
import { isKnownNetwork } from "../session/new_device.ts";
import { type Attempt, rateLimit } from "../../limits/rate_limit.ts";
import type { Denied } from "../../limits/wait_response.ts";
import { type ClientInfo, maskedClient } from "../../http/client_info.ts";

/**
 * Attempts of one client at one account: 10 at once, then one each 15 minutes. A person
 * finds a mistyped password within ten; who does not can have a link mailed.
 */
export const CLIENT_AT_ACCOUNT_LIMIT: Limit = { burst: 10, refillSeconds: 900 };

/**
 * Attempts of all strangers together at one account: 100 at once (the most consecutive
 * failures that NIST SP 800-63B-4 §3.2.2 allows), then 36 an hour, which are under a thousand
 * on any day. Far more than one client gets, so that it takes many networks to use
 * them up; and then those that the account knows have as many of their own.
 */
export const ACCOUNT_LIMIT: Limit = { burst: 100, refillSeconds: 100 };

/** Attempts of a browser that the account knows: 10 at once, then one each 90 seconds. Nobody elsewhere can use them up. */
export const DEVICE_LIMIT: Limit = { burst: 10, refillSeconds: 90 };

/**
 * Attempts of one client, whatever the accounts: 50 at once, then one each 10
 * seconds. Wider than those at an account, since a household or office shares an address,
 * and narrow enough to spoil trying stolen pairs in bulk (OWASP ASVS 5.0 §6.3.1).
 */
export const CLIENT_LIMIT: Limit = { burst: 50, refillSeconds: 10 };

/** The one limit of everything that looks at a password. */
const loginLimit = rateLimit("login", {
  client: CLIENT_LIMIT,
  clientAtAccount: CLIENT_AT_ACCOUNT_LIMIT,
  account: ACCOUNT_LIMIT,
  device: DEVICE_LIMIT,
});

/** A refusal takes a few milliseconds, and a little longer where there is an account: it comes in steps. */
const REFUSAL_STEP_MS = 10;

/** 10 at once, then six a day. */
const KEPT_LIMIT: Limit = { burst: 10, refillSeconds: 4 * 60 * 60 };

/**
 * Failures that are written down at one account; at a browser that it knows as many of
 * its own. Who guesses for months must neither push what really happened out of the
 * owner's sight nor fill the database.
 */
const recordedFailures = rateLimit("failures-kept", {
  account: KEPT_LIMIT,
  device: KEPT_LIMIT,
});

/** How an attempt went: with what the right password gave, or not. */
export type PasswordResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: "wrong" }
  | ({ readonly ok: false } & Denied);

/** Whose password it is said to be, and who says so. */
export interface PasswordAttempt {
  /** The `addressKey` that was entered, whether there is such an account or not. */
  readonly account: string;
  /** Finds the account there; null when there is none. */
  findUser(): Promise<User | null>;
  readonly clientInfo: ClientInfo;
  /** What the password is for: to log in, or to confirm who is logged in. */
  readonly purpose: "login" | "step_up";
}

/** What an attempt at a password needs. */
type TryServices = Pick<
  Services,
  "store" | "keys" | "passwords" | "log" | "now"
>;

/**
 * Looks at a password as one attempt at an account. Whether the hasher has a place comes
 * first, as it costs nothing; then the attempt is taken, before the work, so that guesses
 * at once all count. A wrong password is written down for the account's owner, and
 * without an account for nobody.
 *
 * @param look Compares the password, in the place given; null when it was wrong.
 */
export async function verifyPasswordThrottled<Value>(
  services: TryServices,
  tried: PasswordAttempt,
  look: (user: User | null, place: HashPlace) => Promise<Value | null>,
): Promise<PasswordResult<Value>> {
  const began = performance.now();
  try {
    return await tryInPlace(services, tried, look);
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
    const lookedUp = tried.clientInfo.deviceCookie !== null;
    if (lookedUp) await padResponseTime(began, REFUSAL_STEP_MS);
    const { retryAfterSeconds } = error;
    return { ok: false, reason: "busy", retryAfterSeconds };
  }
}

async function tryInPlace<Value>(
  services: TryServices,
  tried: PasswordAttempt,
  look: (user: User | null, place: HashPlace) => Promise<Value | null>,
): Promise<PasswordResult<Value>> {
  const { account, findUser, clientInfo, purpose } = tried;
  const began = performance.now();
  const { clientAddress: client, deviceCookie } = clientInfo;
  // Without a cookie it is a stranger's, and nothing needs to be read to know that.
  using strangers = deviceCookie === null
    ? acquireHashSlot(services, clientInfo, null)
    : null;
  const user = await findUser();
  const device = await knownDevice(services, deviceCookie, user);
  using place = strangers ??
    acquireHashSlot(services, clientInfo, device === null ? null : account);
  const attempt = await loginLimit.begin(services, {
    client,
    account,
    device,
    isKnownNetwork: () => isKnownNetwork(services, user, clientInfo),
  });
  if (attempt.reason !== "taken") {
    await padResponseTime(began, REFUSAL_STEP_MS);
    return { ok: false, ...attempt };
  }
  const value = await look(user, place);
  if (value === null) {
    noteTry(services, `${purpose}_failed`, tried, user);
    await recordFailure(
      services,
      user,
      { client: null, account, device },
      clientInfo,
    );
    return { ok: false, reason: "wrong" };
  }
  await attempt.forgive();
  if (purpose === "step_up") {
    noteTry(services, "step_up_succeeded", tried, user);
  }
  return { ok: true, value };
}

/**
 * For the log. A login that succeeds is noted where its session begins. Counted by what was
 * entered, it takes the same time whether there is such an account.
 */
function noteTry(
  { log }: Pick<Services, "log">,
  event: SecurityEvent,
  { account, clientInfo: { clientAddress, requestId } }: PasswordAttempt,
  user: User | null,
): void {
  const fields = {
    user: user?.id ?? null,
    client: maskedClient(clientAddress),
    id: requestId,
    method: "password",
  };
  securityLog(log).note(event, fields, account);
}

/** For the account's owner, unless there were too many; else, with the same work, for nobody. */
async function recordFailure(
  services: Pick<Services, "store" | "now">,
  user: User | null,
  attempt: Attempt,
  clientInfo: ClientInfo,
): Promise<void> {
  const tooMany = await recordedFailures.take(services, attempt);
  const owner = tooMany ? null : user;
  await recordActivity(services, owner, "login_failed", clientInfo);
}

/**
 * Checks the current password of a user who is logged in, as one attempt at the account;
 * returns the user. A user who no longer exists (null) takes the same work and is wrong.
 */
export async function verifyCurrentPassword(
  services: TryServices,
  user: User | null,
  { password, clientInfo }: {
    readonly password: string;
    readonly clientInfo: ClientInfo;
  },
): Promise<PasswordResult<User>> {
  const account = user?.addressKey ?? "";
  const hash = user?.passwordHash ?? null;
  const findUser = () => Promise.resolve(user);
  return await verifyPasswordThrottled(
    services,
    { account, findUser, clientInfo, purpose: "step_up" },
    async (_user, place) =>
      await services.passwords.verify(password, hash, { place }) ? user : null,
  );
}
