/**
 * Signing in with an address and a password, against people who guess.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Settings } from "../settings.ts";
import type { Session, User } from "../store/store.ts";
import { addressKey } from "./addresses.ts";
import { isDemoUser } from "./demo_users.ts";
import { HasherBusy } from "./passwords.ts";
import {
  endSession,
  type StartedSession,
  startSession,
  type TokenCarrier,
} from "./sessions.ts";
import { tryPassword, type TryResult } from "./tries.ts";

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
  | Extract<TryResult<User>, { readonly ok: false }>;

/** What signing in needs. */
type SignInServices = Omit<Services, "log">;

/** Signs a person in, or says why not. */
export async function signIn(
  services: SignInServices,
  request: SignInRequest,
): Promise<SignInResult> {
  const { address, clientAddress, password, replaces } = request;
  const key = addressKey(address);
  const tried = await tryPassword(
    services,
    { key, clientAddress },
    () => authenticate(services, key, password),
  );
  if (!tried.ok) return tried;
  const started = await startSession(services, tried.value, request);
  if (replaces) await endSession(services, replaces.id);
  return { ok: true, user: tried.value, ...started };
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
