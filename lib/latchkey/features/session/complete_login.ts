/**
 * The last step of every login, once a person has proved their identity.
 *
 * @module
 */
import { securityLog } from "../../telemetry/security_events.ts";
import type { Services } from "../../services.ts";
import type { Session } from "./session.ts";
import type { User } from "../account/user.ts";
import { cancelDeletion } from "../deletion/cancel_deletion.ts";
import { rememberDevice } from "./known_devices.ts";
import { LOGIN_METHODS, type LoginMethod } from "./login_method.ts";
import { SessionEnded } from "./live_session.ts";
import { recordLogin } from "./record_login.ts";
import {
  canTrust,
  dueFactors,
  type NamedFactor,
} from "../second_factor/factors.ts";
import {
  isStrongFactor,
  ownerConfirmed,
} from "../second_factor/owner_confirmed.ts";
import {
  pendingLoginId,
  startPendingLogin,
} from "../second_factor/pending_login.ts";
import { startGracePeriod } from "../second_factor/required_factor.ts";
import { sendFactors } from "../second_factor/send_factor.ts";
import {
  trustBrowser,
  useTrustedBrowser,
} from "../second_factor/trusted_browsers.ts";
import { revokeLoginTokens } from "../tokens/one_time_tokens.ts";
import {
  type StartedSession,
  startSession,
  type TokenCarrier,
} from "./sessions.ts";
import { type ClientInfo, maskedClient } from "../../http/client_info.ts";

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
  /** The tag of the page's language. Defaults to the site's first language. */
  readonly language?: string;
  /** The second factor that was shown, by the name of its feature. */
  readonly factor?: string;
  /** Whether this browser is trusted from now on, so that it is asked for no second factor. */
  readonly trusts?: boolean;
  /** When the replaced session proved a second factor, whose place the new one takes. */
  readonly factorAt?: number;
}

/** A person who has just logged in. */
export interface LoggedIn extends StartedSession {
  readonly is: "logged_in";
  readonly user: User;
  /** The new value of the known-device cookie; null for a client without cookies. */
  readonly deviceCookie: string | null;
  /** The new value of the cookie of trusted browsers; null if it stays as it is. */
  readonly trustCookie: string | null;
}

/** A login that waits for a second factor. Nothing has started yet. */
export interface SecondFactorDue {
  readonly is: "second_factor_due";
  readonly user: User;
  /** The value of the pending login's cookie; null for a client without cookies. */
  readonly pendingToken: string | null;
}

/** The result of {@linkcode completeLogin}. */
export type LoginOutcome = LoggedIn | SecondFactorDue;

type CompletionServices = Omit<Services, "passwords">;

/**
 * Starts the session, remembers the device, and records the login, unless a second factor is
 * due: then the login waits for it. Logging in with a browser cancels a scheduled deletion.
 * The owner is notified of a login from a new device.
 */
export async function completeLogin(
  services: CompletionServices,
  user: User,
  completion: LoginCompletion,
): Promise<LoginOutcome> {
  const { method, clientInfo, replaces, carrier = "cookie" } = completion;
  const due = await findDueFactors(services, user, completion);
  if (due.length > 0) return await deferLogin(services, user, completion, due);
  await noteStrongLogin(services, user, completion);
  // A script that keeps running does not mean that its owner wants to keep the account.
  const account = carrier === "bearer"
    ? user
    : await cancelDeletion(services, user, clientInfo);
  if (LOGIN_METHODS[method].setsPassword) {
    await revokeLoginTokens(services, user.id);
  }
  await recordLogin(services, account, { ...completion, carrier });
  const started = await startSession(services, account, {
    remembered: completion.remembered,
    userAgent: clientInfo.userAgent,
    carrier,
    ...proofTimes(services, completion),
  });
  if (replaces) await services.store.sessions.end(replaces.id);
  if (carrier === "cookie") await startGracePeriod(services, account);
  const deviceCookie = carrier === "cookie"
    ? await rememberDevice(services, clientInfo.deviceCookie, account)
    : null;
  const trustCookie = completion.trusts === true
    ? await trustBrowser(services, account, clientInfo).catch(nullIfEnded)
    : null;
  services.telemetry.metrics.logins.add(method, "ok");
  securityLog(services.log).note("login_succeeded", {
    user: user.id,
    client: maskedClient(clientInfo.clientAddress),
    id: clientInfo.requestId,
    method,
  });
  return {
    is: "logged_in",
    ...started,
    user: account,
    deviceCookie,
    trustCookie,
  };
}

/** Every session has been ended since the login began, this one included: nothing to trust. */
function nullIfEnded(error: unknown): null {
  if (error instanceof SessionEnded) return null;
  throw error;
}

/**
 * The factors of which the login must show one before it is complete. A trusted browser needs
 * none of the account's own.
 */
async function findDueFactors(
  services: CompletionServices,
  user: User,
  { factor, ...first }: LoginCompletion,
): Promise<readonly NamedFactor[]> {
  if (factor !== undefined) return [];
  const due = await dueFactors(services, user, first);
  const isTrusted = canTrust(due) && first.carrier !== "bearer" &&
    await useTrustedBrowser(services, first.clientInfo, user);
  return isTrusted ? [] : due;
}

/** Tells features that the owner is here, before the session starts. */
async function noteStrongLogin(
  services: CompletionServices,
  { id: userId }: User,
  { method, factor, clientInfo }: LoginCompletion,
): Promise<void> {
  if (method !== "passkey" && !isStrongFactor(services, factor)) return;
  await ownerConfirmed(services, { userId, by: "factor", clientInfo });
}

/** Keeps the login until a second factor is shown, and sends the codes it needs. */
async function deferLogin(
  services: CompletionServices,
  user: User,
  completion: LoginCompletion,
  due: readonly NamedFactor[],
): Promise<SecondFactorDue> {
  const { method, carrier, clientInfo } = completion;
  services.telemetry.metrics.logins.add(method, "second_factor_due");
  if (carrier === "bearer") { // A program cannot show one.
    return { is: "second_factor_due", user, pendingToken: null };
  }
  const pendingToken = await startPendingLogin(services, user, completion);
  await sendFactors(due, {
    user,
    language: completion.language ?? services.site.languages[0].code,
    clientInfo,
    purpose: "login",
    boundTo: await pendingLoginId(pendingToken),
  });
  return { is: "second_factor_due", user, pendingToken };
}

/** When identity and factor count as proved in the new session. */
function proofTimes(
  services: Pick<Services, "now" | "site">,
  { method, factor, factorAt = 0 }: LoginCompletion,
): Pick<Session, "provedAt" | "factorAt"> {
  const now = services.now();
  const isProof = factor !== undefined || LOGIN_METHODS[method].provesIdentity;
  // An emailed code is no second factor.
  const isStrong = method === "passkey" || isStrongFactor(services, factor);
  return {
    provedAt: isProof ? now : 0,
    factorAt: isStrong ? now : factorAt,
  };
}
