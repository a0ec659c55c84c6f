/**
 * Pending logins: the first factor was right, and a second one is due.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { sha256 } from "../../crypto/sha256.ts";
import type { RequestContext } from "../../state.ts";
import { siteCookie } from "../../http/cookies.ts";
import { mayLogIn } from "../account/account_status.ts";
import type { User } from "../account/user.ts";
import { isLoginMethod, type LoginMethod } from "../session/login_method.ts";
import {
  consumeFound,
  findToken,
  type FoundToken,
  issueToken,
} from "../tokens/one_time_tokens.ts";

/** The cookie that binds a pending login to the browser. It holds a one-time token. */
export const pendingLoginCookie = siteCookie("pending_login");

/** What is known of a login before its second factor. */
export interface BegunLogin {
  readonly method: LoginMethod;
  /** Whether the session is to outlive closing the browser. */
  readonly remembered: boolean;
}

/** A login that waits for a second factor. */
export interface PendingLogin extends BegunLogin {
  readonly user: User;
  /** Identifies it. Not a secret. */
  readonly id: string;
  readonly found: FoundToken;
}

/** Starts a pending login, and returns its token, which is valid for ten minutes. */
export async function startPendingLogin(
  services: Pick<Services, "store" | "now">,
  user: User,
  { method, remembered }: BegunLogin,
): Promise<string> {
  const data = {
    method,
    remembered: remembered ? "yes" : "",
    epochs: epochsOf(user),
  };
  return await issueToken(services, { purpose: "pending_login", user, data });
}

/** The id of the pending login with a token. */
export function pendingLoginId(token: string): Promise<string> {
  return sha256(token);
}

/**
 * The pending login with a token. Returns null if there is none, the account may not log in
 * any more, its password was replaced or all its sessions were ended.
 */
export async function findPendingLogin(
  services: Services,
  token: string | null,
): Promise<PendingLogin | null> {
  const found = token && await findToken(services, "pending_login", token);
  if (!found) return null;
  const { user, token: { data, hash: id, createdAt } } = found;
  if (data.epochs !== epochsOf(user) || !mayLogIn(services, user)) return null;
  if (!isLoginMethod(data.method)) return null;
  if (createdAt <= await services.store.sessions.everyoneEndedAt()) return null;
  return {
    user,
    id,
    method: data.method,
    remembered: data.remembered === "yes",
    found,
  };
}

/** The pending login of a browser; null if there is none. */
export function pendingLoginOf(
  { state: { services }, req }: RequestContext,
): Promise<PendingLogin | null> {
  const token = pendingLoginCookie(services.settings).read(req.headers);
  return findPendingLogin(services, token);
}

/** Ends a pending login. Returns false if another request was first. */
export function endPendingLogin(
  services: Pick<Services, "store">,
  { found }: PendingLogin,
): Promise<boolean> {
  return consumeFound(services, found);
}

function epochsOf({ sessionEpoch, credentialEpoch }: User): string {
  return `${sessionEpoch}.${credentialEpoch}`;
}
