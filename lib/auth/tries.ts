/**
 * Tries at a password: how many there are, for sign-ins and for whoever is asked for
 * the present password alike.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Limit, LimitAnswer } from "../store/store.ts";
import { HasherBusy } from "./passwords.ts";

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

/** Why a password was not looked at. */
export interface Denied {
  /** `limited`: too many wrong tries (429). `busy`: more people at once than there are cores for (503). */
  readonly reason: "limited" | "busy";
  readonly retryAfterSeconds: number;
}

/** How a try went: with what the right password gave, or not. */
export type TryResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: "wrong" }
  | ({ readonly ok: false } & Denied);

/**
 * Looks at a password as one try at an account. The try is taken before the work, so
 * that guesses at once all count.
 *
 * @param look Compares the password; null when it was wrong.
 */
export async function tryPassword<Value>(
  services: Pick<Services, "store" | "now">,
  { key, clientAddress }: {
    /** The account's `addressKey`, whether there is such an account or not. */
    readonly key: string;
    /** The bucket of `clientAddress`. */
    readonly clientAddress: string;
  },
  look: () => Promise<Value | null>,
): Promise<TryResult<Value>> {
  const tries = await triesFor(services, key, clientAddress);
  const taken = await tries.take();
  if (!taken.allowed) {
    const { retryAfterSeconds } = taken;
    return { ok: false, reason: "limited", retryAfterSeconds };
  }
  try {
    const value = await look();
    if (value === null) return { ok: false, reason: "wrong" };
    await tries.forgive();
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
    await tries.undo();
    const { retryAfterSeconds } = error;
    return { ok: false, reason: "busy", retryAfterSeconds };
  }
}

/** The tries at one account from one client address. */
interface Tries {
  /** Takes one. An address that may not try any more takes nothing from the account. */
  take(): Promise<LimitAnswer>;
  /**
   * After the right password the account's earlier mistakes no longer count. Those
   * of the client address do: one own account must not buy guesses at others.
   */
  forgive(): Promise<void>;
  /** Gives one back that was not looked at. */
  undo(): Promise<void>;
}

/** The two buckets that a try comes out of. */
async function triesFor(
  { store: { limits }, now }: Pick<Services, "store" | "now">,
  key: string,
  clientAddress: string,
): Promise<Tries> {
  const account = `account:${await sha256(key)}`; // The database holds no list of addresses that were tried.
  const client = `client:${clientAddress}`;
  return {
    async take() {
      const answer = await limits.take(client, CLIENT_LIMIT, now());
      return answer.allowed
        ? await limits.take(account, ACCOUNT_LIMIT, now())
        : answer;
    },
    async forgive() {
      await limits.clear(account);
      await limits.giveBack(client, CLIENT_LIMIT, now());
    },
    async undo() {
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
