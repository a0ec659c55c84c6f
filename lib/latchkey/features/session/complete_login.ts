/**
 * The last step of every login, once a person has proved their identity.
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

/** How a person proved their identity. */
export type LoginMethod =
  | "password"
  /** An emailed login link. */
  | "link"
  /** Confirming the address after signing up. */
  | "mailed_code"
  /** An emailed link to set a new password. */
  | "recovery"
  /** The current password, to set a new one. */
  | "password_change";

/** The login method and the properties of the session. */
export interface LoginCompletion {
  readonly method: LoginMethod;
  /** Whether the session outlives closing the browser. */
  readonly remembered: boolean;
  readonly clientInfo: ClientInfo;
  /** The browser's previous session, which ends (OWASP ASVS 5.0 §7.2.4). */
  readonly replaces: Pick<Session, "id"> | null;
  /** How the token travels. Defaults to a cookie. */
  readonly carrier?: TokenCarrier;
}

/** A person who has just logged in. */
export interface LoggedIn extends StartedSession {
  readonly user: User;
  /** The new value of the known-device cookie; null for a client without cookies. */
  readonly deviceCookie: string | null;
}

type CompletionServices = Omit<Services, "passwords">;

/** Methods in which a password was just entered. */
const USES_PASSWORD: readonly LoginMethod[] = [
  "password",
  "recovery",
  "password_change",
];

/** Methods that set a password, which revokes the other login methods. */
const SETS_PASSWORD: readonly LoginMethod[] = ["recovery", "password_change"];

/** Methods that notify the owner of a new device. The others send an email of their own. */
const NOTIFIES_NEW_DEVICE: readonly LoginMethod[] = ["password", "link"];

/**
 * Starts the session, remembers the device, and records the login. Logging in with a
 * browser cancels a scheduled deletion. The owner is notified of a login from a new device.
 */
export async function completeLogin(
  services: CompletionServices,
  user: User,
  completion: LoginCompletion,
): Promise<LoggedIn> {
  const { method, clientInfo, replaces, carrier = "cookie" } = completion;
  // A script that keeps running does not mean that its owner wants to keep the account.
  const account = carrier === "bearer"
    ? user
    : await cancelDeletion(services, user, clientInfo);
  if (SETS_PASSWORD.includes(method)) {
    await revokeLoginTokens(services, user.id);
  }
  await recordLogin(services, account, { ...completion, carrier });
  const started = await startSession(services, account, {
    remembered: completion.remembered,
    userAgent: clientInfo.userAgent,
    carrier,
    passwordAt: USES_PASSWORD.includes(method) ? services.now() : 0,
  });
  if (replaces) await services.store.sessions.end(replaces.id);
  const deviceCookie = carrier === "cookie"
    ? await rememberDevice(services, clientInfo.deviceCookie, account)
    : null;
  services.telemetry.metrics.logins.add(method, "ok");
  securityLog(services.log).note("login_succeeded", {
    user: user.id,
    client: maskedClient(clientInfo.clientAddress),
    id: clientInfo.requestId,
    method,
  });
  return { ...started, user: account, deviceCookie };
}

/** Logging in during the grace period cancels the deletion. */
async function cancelDeletion(
  services: CompletionServices,
  user: User,
  clientInfo: ClientInfo,
): Promise<User> {
  const { store: { users }, mail } = services;
  if (user.deleteAfter === null) return user;
  const account = await users.update(user.id, { deleteAfter: null });
  if (!account) return user; // Already removed: the session will find no account.
  await recordActivity(services, account, "deletion_cancelled", clientInfo);
  await mail.send(accountRestoredEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
  // Not the updated row: a credential that was replaced in the meantime must stay invalid.
  return { ...user, deleteAfter: null };
}

/** Records the login, and notifies the owner if the device is new (OWASP ASVS 5.0 §6.3.5). */
async function recordLogin(
  services: CompletionServices,
  user: User,
  completion: LoginCompletion & { readonly carrier: TokenCarrier },
): Promise<void> {
  const { method, clientInfo } = completion;
  if (method === "password_change") return; // Has an activity of its own.
  const device = await knownDevice(services, clientInfo.deviceCookie, user);
  const isNew = NOTIFIES_NEW_DEVICE.includes(method) && device === null &&
    await isNewDevice(services, user, completion);
  const kind = isNew ? "logged_in_new_device" : "logged_in";
  await recordActivity(services, user, kind, clientInfo);
  if (!isNew || await wasNotified(services, user, clientInfo)) return;
  await services.mail.send(newDeviceEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
}

/** One email for a double click. */
const noticeLimit = rateLimit("new-device-told", {
  account: { burst: 1, refillSeconds: 60 },
});

/** Whether the owner was notified of the same device within the last minute. */
async function wasNotified(
  services: CompletionServices,
  { id }: User,
  { userAgent, clientAddress }: ClientInfo,
): Promise<boolean> {
  const account = [id, userAgent, clientAddress].join("\n");
  return await noticeLimit.take(services, { client: null, account }) !== null;
}

/** The client as emails describe it. */
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
