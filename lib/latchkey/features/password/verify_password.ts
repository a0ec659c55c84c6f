/**
 * Throttling password attempts, both to log in and to confirm the current password.
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
 * Attempts of one client at one account: 10 at once, then one every 15 minutes. Ten are
 * enough to find a mistyped password, and otherwise a link can be requested.
 */
export const CLIENT_AT_ACCOUNT_LIMIT: Limit = { burst: 10, refillSeconds: 900 };

/**
 * Attempts of all unknown devices together at one account: 100 at once, which is the most
 * consecutive failures that NIST SP 800-63B-4 §3.2.2 allows, then 36 an hour, so less than
 * a thousand a day. Far more than one client has, so an attacker needs many networks to use
 * them up. Known devices have attempts of their own.
 */
export const ACCOUNT_LIMIT: Limit = { burst: 100, refillSeconds: 100 };

/** Attempts of one known device: 10 at once, then one every 90 seconds. Nobody else can use them up. */
export const DEVICE_LIMIT: Limit = { burst: 10, refillSeconds: 90 };

/**
 * Attempts of one client at all accounts: 50 at once, then one every 10 seconds. Enough for
 * a household or office that shares an IP address, and few enough to stop credential
 * stuffing (OWASP ASVS 5.0 §6.3.1).
 */
export const CLIENT_LIMIT: Limit = { burst: 50, refillSeconds: 10 };

/** Shared by everything that checks a password. */
const loginLimit = rateLimit("login", {
  client: CLIENT_LIMIT,
  clientAtAccount: CLIENT_AT_ACCOUNT_LIMIT,
  account: ACCOUNT_LIMIT,
  device: DEVICE_LIMIT,
});

/** Rejecting an attempt takes a few milliseconds, and a little longer if there is an account. */
const REFUSAL_STEP_MS = 10;

/** 10 at once, then six a day. */
const RECORDED_LIMIT: Limit = { burst: 10, refillSeconds: 4 * 60 * 60 };

/**
 * Failures recorded per account, and as many again per known device. Months of guessing
 * must neither push real events out of the owner's sight nor fill the database.
 */
const recordedFailures = rateLimit("failures-kept", {
  account: RECORDED_LIMIT,
  device: RECORDED_LIMIT,
});

/** The result of an attempt, with the value that the right password returned. */
export type PasswordResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: "wrong" }
  | ({ readonly ok: false } & Denied);

/** An attempt at an account's password. */
export interface PasswordAttempt {
  /** The `addressKey` that was entered, whether an account has it or not. */
  readonly account: string;
  /** Finds the account; null if there is none. */
  findUser(): Promise<User | null>;
  readonly clientInfo: ClientInfo;
  /** To log in, or to confirm the person who is logged in. */
  readonly purpose: "login" | "step_up";
}

type AttemptServices = Pick<
  Services,
  "store" | "keys" | "passwords" | "log" | "now"
>;

/**
 * Checks a password as one attempt at an account. Hashing capacity is checked first,
 * because that is cheap. The attempt is counted before the work, so that concurrent guesses
 * all count. A wrong password is recorded for the owner, or as a decoy record if there is
 * no account.
 *
 * @param compare Compares the password in the given hash slot. Returns null if it is wrong.
 */
export async function verifyPasswordThrottled<Value>(
  services: AttemptServices,
  tried: PasswordAttempt,
  compare: (user: User | null, place: HashPlace) => Promise<Value | null>,
): Promise<PasswordResult<Value>> {
  const began = performance.now();
  try {
    return await attemptInSlot(services, tried, compare);
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
    const lookedUp = tried.clientInfo.deviceCookie !== null;
    if (lookedUp) await padResponseTime(began, REFUSAL_STEP_MS);
    const { retryAfterSeconds } = error;
    return { ok: false, reason: "busy", retryAfterSeconds };
  }
}

async function attemptInSlot<Value>(
  services: AttemptServices,
  tried: PasswordAttempt,
  compare: (user: User | null, place: HashPlace) => Promise<Value | null>,
): Promise<PasswordResult<Value>> {
  const { account, findUser, clientInfo, purpose } = tried;
  const began = performance.now();
  const { clientAddress: client, deviceCookie } = clientInfo;
  // Without a cookie the device is unknown, which needs no query.
  using unknownSlot = deviceCookie === null
    ? acquireHashSlot(services, clientInfo, null)
    : null;
  const user = await findUser();
  const device = await knownDevice(services, deviceCookie, user);
  using place = unknownSlot ??
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
  const value = await compare(user, place);
  if (value === null) {
    logAttempt(services, `${purpose}_failed`, tried, user);
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
    logAttempt(services, "step_up_succeeded", tried, user);
  }
  return { ok: true, value };
}

/**
 * Logs the attempt. Successful logins are logged where the session starts. Counting by the
 * entered address takes the same time whether an account has it or not.
 */
function logAttempt(
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

/** Records a failure for the owner; if there were too many, a decoy record with the same work. */
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
 * Checks the current password of a person who is logged in, as one attempt, and returns
 * their account. For an account that no longer exists (null) the work is the same and the
 * password is wrong.
 */
export async function verifyCurrentPassword(
  services: AttemptServices,
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
