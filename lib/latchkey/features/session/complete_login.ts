/**
 * What follows once somebody has shown who they are, in whatever way: every login
 * ends here.
 *
 * @module
 */
import { securityLog } from "../../telemetry/security_events.ts";
import type { Services } from "../../services.ts";
import type { Session } from "./session.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { knownDevice, rememberDevice } from "./known_devices.ts";
import { accountRestoredEmail, newDeviceEmail } from "./emails.tsx";
import { isNewDevice } from "./new_device.ts";
import { revokeLoginTokens } from "../tokens/one_time_tokens.ts";
import { rateLimit } from "../../limits/rate_limit.ts";
import {
  type StartedSession,
  startSession,
  type TokenCarrier,
} from "./sessions.ts";
import {
  type ClientInfo,
  maskedClient,
  shortenedUserAgent,
} from "../../http/client_info.ts";

/** How somebody showed who they are. */
export type LoginMethod =
  | "password"
  /** By a mailed link to log in. */
  | "link"
  /** By confirming the address, right after signing up. */
  | "mailed_code"
  /** By a mailed link to set a new password. */
  | "recovery"
  /** By the present password, to set a new one. */
  | "password_change";

/** The way in, and what is wanted of the session. */
export interface LoginCompletion {
  readonly method: LoginMethod;
  /** Whether to keep the person logged in beyond the browser's closing. */
  readonly remembered: boolean;
  readonly clientInfo: ClientInfo;
  /** The session this browser has so far. It ends, so that nothing of it goes on (OWASP ASVS 5.0 §7.2.4). */
  readonly replaces: Pick<Session, "id"> | null;
  /** How the token will travel: by cookie when left out. */
  readonly carrier?: TokenCarrier;
}

/** A person who is logged in now. */
export interface LoggedIn extends StartedSession {
  readonly user: User;
  /** The new value of the cookie of known devices; null for a client that keeps no cookies. */
  readonly deviceCookie: string | null;
}

/** What completing a login needs. */
type CompletionServices = Omit<Services, "passwords">;

/** Ways in by which a password was entered just now. */
const BY_PASSWORD: readonly LoginMethod[] = [
  "password",
  "recovery",
  "password_change",
];

/** Ways in that set a password, and by it shut the other ways. */
const SETS_PASSWORD: readonly LoginMethod[] = ["recovery", "password_change"];

/** Ways in that an owner should be told of when the device is new. The others have a mail of their own. */
const TOLD_WHEN_NEW: readonly LoginMethod[] = ["password", "link"];

/**
 * Begins the session, remembers the device, and writes down what happened. An account
 * that was to be deleted is kept when somebody logs in by a browser. A login from a new device is told to its owner.
 */
export async function completeLogin(
  services: CompletionServices,
  user: User,
  how: LoginCompletion,
): Promise<LoggedIn> {
  const { method, clientInfo, replaces, carrier = "cookie" } = how;
  // A script that goes on running is nobody who wants to stay.
  const kept = carrier === "bearer"
    ? user
    : await keepAccount(services, user, clientInfo);
  if (SETS_PASSWORD.includes(method)) {
    await revokeLoginTokens(services, user.id);
  }
  await reportLogin(services, kept, { ...how, carrier });
  const started = await startSession(services, kept, {
    remembered: how.remembered,
    userAgent: clientInfo.userAgent,
    carrier,
    passwordAt: BY_PASSWORD.includes(method) ? services.now() : 0,
  });
  if (replaces) await services.store.sessions.end(replaces.id);
  const deviceCookie = carrier === "cookie"
    ? await rememberDevice(services, clientInfo.deviceCookie, kept)
    : null;
  services.telemetry.metrics.logins.add(method, "ok");
  securityLog(services.log).note("login_succeeded", {
    user: user.id,
    client: maskedClient(clientInfo.clientAddress),
    id: clientInfo.requestId,
    method,
  });
  return { ...started, user: kept, deviceCookie };
}

/** Logging in within the days of grace takes the deletion back. */
async function keepAccount(
  services: CompletionServices,
  user: User,
  clientInfo: ClientInfo,
): Promise<User> {
  const { store: { users }, mail } = services;
  if (user.deleteAfter === null) return user;
  const kept = await users.update(user.id, { deleteAfter: null });
  if (!kept) return user; // Removed meanwhile: the session will find nobody.
  await recordActivity(services, kept, "deletion_cancelled", clientInfo);
  await mail.send(accountRestoredEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
  // Not the newest row: who showed a proof that was replaced meanwhile stays shut out.
  return { ...user, deleteAfter: null };
}

/** Records the login, and tells the owner when the device is a new one (OWASP ASVS 5.0 §6.3.5). */
async function reportLogin(
  services: CompletionServices,
  user: User,
  how: LoginCompletion & { readonly carrier: TokenCarrier },
): Promise<void> {
  const { method, clientInfo } = how;
  if (method === "password_change") return; // That has a record of its own.
  const device = await knownDevice(services, clientInfo.deviceCookie, user);
  const isNew = TOLD_WHEN_NEW.includes(method) && device === null &&
    await isNewDevice(services, user, how);
  const kind = isNew ? "logged_in_new_device" : "logged_in";
  await recordActivity(services, user, kind, clientInfo);
  if (!isNew || await wasJustNotified(services, user, clientInfo)) return;
  await services.mail.send(newDeviceEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
}

/** One mail for both of two clicks. */
const tellLimit = rateLimit("new-device-told", {
  account: { burst: 1, refillSeconds: 60 },
});

/** Whether the owner was told of such a device within a minute. */
async function wasJustNotified(
  services: CompletionServices,
  { id }: User,
  { userAgent, clientAddress }: ClientInfo,
): Promise<boolean> {
  const account = [id, userAgent, clientAddress].join("\n");
  return await tellLimit.take(services, { client: null, account }) !== null;
}

/** A visit as a mail names it. */
export function emailedClient(
  { now }: Pick<Services, "now">,
  { userAgent, clientAddress }: ClientInfo,
) {
  return {
    userAgent: shortenedUserAgent(userAgent),
    client: maskedClient(clientAddress),
    at: now(),
  };
}
