/**
 * Tries at a password: how many there are, for sign-ins and for whoever is asked for
 * the present password alike.
 *
 * @module
 */
import type { Services } from "../services.ts";
import { type SecurityEvent, securityNotes } from "../log/security.ts";
import type { Limit, User } from "../store/store.ts";
import { recordActivity } from "./activity.ts";
import { joinCrowd } from "./crowds.ts";
import { knownDevice } from "./devices.ts";
import { HasherBusy } from "./passwords.ts";
import {
  type Denied,
  type RateLimit,
  rateLimit,
  type Try,
} from "./rate_limit.ts";
import { shortenedClient, type Visit } from "./visits.ts";

/**
 * Tries at one account: 10 at once, then one each 90 seconds, 40 an hour. A person
 * finds a mistyped password within ten; a guesser has 960 a day (OWASP ASVS 5.0 §6.3.1).
 * A browser that the account knows has as many of its own, so nobody elsewhere can keep
 * the owner out; and live sessions go on whatever happens.
 */
export const ACCOUNT_LIMIT: Limit = { burst: 10, refillSeconds: 90 };

/**
 * Tries from one client address, whatever the accounts: 50 at once, then one each 10
 * seconds. Wider than an account's, since a household or office shares an address,
 * and narrow enough to spoil trying stolen pairs in bulk.
 */
export const CLIENT_LIMIT: Limit = { burst: 50, refillSeconds: 10 };

/** Both: for `rateLimit("sign-in", SIGN_IN_LIMITS)`, the one limit of all that look at a password. */
export const SIGN_IN_LIMITS = { client: CLIENT_LIMIT, account: ACCOUNT_LIMIT };

/** When who has too many tries under way may come back. */
const CROWD_SECONDS = 2;

/**
 * Failures that are written down at one account: 10 at once, then six a day; at a browser
 * that it knows as many of its own. Who guesses for months must neither push what really
 * happened out of the owner's sight nor fill the database.
 */
const keptFailures = rateLimit("failures-kept", {
  account: { burst: 10, refillSeconds: 4 * 60 * 60 },
});

/** How a try went: with what the right password gave, or not. */
export type TryResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: "wrong" }
  | ({ readonly ok: false } & Denied);

/** Whose password it is said to be, and who says so. */
export interface PasswordTry {
  /** The `addressKey` that was entered, whether there is such an account or not. */
  readonly account: string;
  /** The account there; null when there is none. */
  readonly user: User | null;
  readonly visit: Visit;
  /** What the password is for: to log in, or to confirm who is logged in. */
  readonly purpose: "login" | "step_up";
}

/**
 * Looks at a password as one try at an account. The try is taken before the work, so
 * that guesses at once all count; a browser that the account knows has tries of its
 * own. One asker, which is a client or an account's own devices together, has only so
 * many under way at once. A wrong password is written down for the account's owner, and
 * without an account for nobody.
 *
 * @param look Compares the password; null when it was wrong.
 */
export async function tryPassword<Value>(
  services: Pick<Services, "store" | "keys" | "log" | "now">,
  limit: RateLimit,
  tried: PasswordTry,
  look: () => Promise<Value | null>,
): Promise<TryResult<Value>> {
  const { account, user, visit, purpose } = tried;
  const device = await knownDevice(services, visit.deviceCookie, user);
  const taken = { client: visit.clientAddress, account, device };
  using place = joinCrowd(askerOf(taken));
  if (place === null) {
    return { ok: false, reason: "busy", retryAfterSeconds: CROWD_SECONDS };
  }
  const denied = await limit.take(services, taken);
  if (denied) return { ok: false, ...denied };
  try {
    const value = await look();
    if (value === null) {
      noteTry(services, `${purpose}_failed`, tried);
      await recordFailure(services, user, taken, visit);
      return { ok: false, reason: "wrong" };
    }
    await limit.forgive(services, taken);
    if (purpose === "step_up") {
      noteTry(services, "step_up_succeeded", tried);
    }
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
    await limit.undo(services, taken);
    const { retryAfterSeconds } = error;
    return { ok: false, reason: "busy", retryAfterSeconds };
  }
}

/**
 * For the log. A login that succeeds is noted where its session begins. Counted by what was
 * entered, it takes the same time whether there is such an account.
 */
function noteTry(
  { log }: Pick<Services, "log">,
  event: SecurityEvent,
  { account, user, visit: { clientAddress, requestId } }: PasswordTry,
): void {
  const fields = {
    user: user?.id ?? null,
    client: shortenedClient(clientAddress),
    id: requestId,
    method: "password",
  };
  securityNotes(log).note(event, fields, account);
}

/** For the account's owner, unless there were too many; else, with the same work, for nobody. */
async function recordFailure(
  services: Pick<Services, "store" | "now">,
  user: User | null,
  { account, device }: Try,
  visit: Visit,
): Promise<void> {
  const tried = { client: null, account, device };
  const tooMany = await keptFailures.take(services, tried);
  const owner = tooMany ? null : user;
  await recordActivity(services, owner, "sign_in_failed", visit);
}

/** Devices by their account: whoever has many of them is still one. */
function askerOf({ client, account = "", device }: Try): string {
  if (device) return `devices of ${account}`;
  return client === null ? `strangers at ${account}` : `client ${client}`;
}

/**
 * Looks at the password that somebody enters anew for the account they are in, as one try
 * at it; gives the user back. Null for a user who is gone: the same work, and wrong.
 */
export async function tryPresentPassword(
  services: Pick<Services, "store" | "keys" | "passwords" | "log" | "now">,
  limit: RateLimit,
  user: User | null,
  { password, visit }: { readonly password: string; readonly visit: Visit },
): Promise<TryResult<User>> {
  const account = user?.addressKey ?? "";
  const hash = user?.passwordHash ?? null;
  return await tryPassword(
    services,
    limit,
    { account, user, visit, purpose: "step_up" },
    async () => await services.passwords.verify(password, hash) ? user : null,
  );
}
