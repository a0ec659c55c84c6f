/**
 * Signing in with an address and a password, against people who guess.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Settings } from "../settings.ts";
import type { Limit, LimitAnswer, Session, User } from "../store/store.ts";
import { addressKey } from "./addresses.ts";
import { isDemoUser } from "./demo_users.ts";
import { HasherBusy } from "./passwords.ts";
import {
  endSession,
  type StartedSession,
  startSession,
  type TokenCarrier,
} from "./sessions.ts";

/** What a person entered, and where from. */
export interface SignInRequest {
  readonly address: string;
  readonly password: string;
  /** Whether to keep the person signed in beyond the browser's closing. */
  readonly remembered: boolean;
  /** The `User-Agent` header. */
  readonly userAgent: string | null;
  /** How the token will travel: by cookie when left out. */
  readonly carrier?: TokenCarrier;
  /** The bucket of `clientAddress`. */
  readonly clientAddress: string;
  /** The session this browser has so far. Success ends it, so that nothing of it goes on (OWASP ASVS 5.0 §7.2.4). */
  readonly replaces: Pick<Session, "id"> | null;
}

/** How it went. An unknown address, a wrong password and a disabled account are all `wrong`. */
export type SignInResult =
  | ({ readonly ok: true; readonly user: User } & StartedSession)
  | { readonly ok: false; readonly reason: "wrong" }
  | {
    readonly ok: false;
    /** `limited`: too many wrong tries (429). `busy`: more people at once than there are cores for (503). */
    readonly reason: "limited" | "busy";
    readonly retryAfterSeconds: number;
  };

/**
 * Tries at one account: 10 at once, then one each 90 seconds, 40 an hour. A person
 * finds a mistyped password within ten; a guesser has 960 a day (OWASP ASVS 5.0 §6.3.1).
 * The limit holds back sign-ins alone: live sessions go on, so nobody can lock
 * an owner out of what is open.
 */
export const ACCOUNT_LIMIT: Limit = { burst: 10, refillSeconds: 90 };

/**
 * Tries from one client address, whatever the accounts: 50 at once, then one each 10
 * seconds. Wider than an account's, since a household or office shares an address,
 * and narrow enough to spoil trying stolen pairs in bulk.
 */
export const CLIENT_LIMIT: Limit = { burst: 50, refillSeconds: 10 };

/** What signing in needs. */
type SignInServices = Omit<Services, "log">;

/** Signs a person in, or says why not. The limits are taken before the work, so that guesses at once all count. */
export async function signIn(
  services: SignInServices,
  request: SignInRequest,
): Promise<SignInResult> {
  const key = addressKey(request.address);
  const tries = await triesFor(services, key, request.clientAddress);
  const taken = await tries.take();
  if (!taken.allowed) {
    const { retryAfterSeconds } = taken;
    return { ok: false, reason: "limited", retryAfterSeconds };
  }
  try {
    const user = await authenticate(services, key, request.password);
    if (!user) return { ok: false, reason: "wrong" };
    await tries.forgive();
    const started = await startSession(services, user, request);
    if (request.replaces) await endSession(services, request.replaces.id);
    return { ok: true, user, ...started };
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
    await tries.undo();
    const { retryAfterSeconds } = error;
    return { ok: false, reason: "busy", retryAfterSeconds };
  }
}

/** The user whom address and password belong to; null after the same work when there is none. */
async function authenticate(
  services: SignInServices,
  key: string,
  password: string,
): Promise<User | null> {
  const { store, passwords } = services;
  const user = await store.users.byAddressKey(key);
  const right = await passwords.verify(password, user?.passwordHash ?? null);
  if (!user || !right || !maySignIn(user, services.settings)) return null;
  await renewHash(services, user, password);
  return user;
}

// A command run in development by mistake may have put demo users into a live database.
function maySignIn(user: User, { appEnv }: Pick<Settings, "appEnv">): boolean {
  return !user.disabled && (appEnv === "development" || !isDemoUser(user));
}

/** Hashes a password anew when the cost was raised since; another time, when the hasher is busy now. */
async function renewHash(
  { store, passwords }: SignInServices,
  user: User,
  password: string,
): Promise<void> {
  if (!passwords.needsRehash(user.passwordHash)) return;
  try {
    const renewed = await passwords.hash(password);
    await store.users.rehash(user.id, user.passwordHash, renewed);
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
  }
}

/** The two buckets that a try comes out of. */
async function triesFor(
  { store: { limits }, now }: SignInServices,
  key: string,
  clientAddress: string,
) {
  const account = `account:${await sha256(key)}`; // The database holds no list of addresses that were tried.
  const client = `client:${clientAddress}`;
  return {
    /** An address that may not try any more takes nothing from the account. */
    async take(): Promise<LimitAnswer> {
      const answer = await limits.take(client, CLIENT_LIMIT, now());
      return answer.allowed
        ? await limits.take(account, ACCOUNT_LIMIT, now())
        : answer;
    },
    /**
     * After the right password the account's earlier mistakes no longer count. Those
     * of the client address do: one own account must not buy guesses at others.
     */
    async forgive(): Promise<void> {
      await limits.clear(account);
      await limits.giveBack(client, CLIENT_LIMIT, now());
    },
    /** For a try that was not looked at. */
    async undo(): Promise<void> {
      await limits.giveBack(account, ACCOUNT_LIMIT, now());
      await limits.giveBack(client, CLIENT_LIMIT, now());
    },
  };
}

async function sha256(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}
