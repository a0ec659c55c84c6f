/**
 * What a feature defines to add a second factor to logging in.
 *
 * @module
 */
import type { User } from "./features/account/user.ts";
import type { ClientInfo } from "./http/client_details.ts";
import type { Denied } from "./limits/wait_response.ts";

/** A second factor: a way to prove one's identity besides the password or an emailed link. */
export interface Factor<Queries = unknown> {
  /**
   * When it is asked for: at each login to an account that has it (`always`), only when the
   * account must use a second factor (`if_required`), in place of another factor (`instead`), or
   * when a password is entered on a new device and the account must use no other (`new_device`).
   */
  readonly asked: "always" | "if_required" | "instead" | "new_device";
  /** Whether an account has it. */
  isSetUp(queries: Queries, user: User): Promise<boolean>;
  /** What the page needs to ask for it, as JSON, such as a challenge to sign. */
  challenge?(queries: Queries, request: FactorRequest): Promise<unknown>;
  /**
   * Sends what the person needs, such as a code: once when a login starts to wait for it, and
   * whenever the person asks again. Returns null, or how long to wait if it sent too many.
   */
  send?(queries: Queries, sending: FactorSending): Promise<Denied | null>;
  /** Whether it sent something that still works. `delayed`: it is still on its way. */
  isSent?(queries: Queries, sending: FactorSending): Promise<SentFactor>;
  /** Checks a proof, which works once. Attempts are already limited. */
  verify(queries: Queries, attempt: FactorAttempt): Promise<boolean>;
  /** "This wasn't me": removes what was added since a time, and restores what was removed. */
  undo?(queries: Queries, userId: string, since: number): Promise<void>;
  /** Removes it from an account, for an operator or at the end of a recovery. */
  reset?(queries: Queries, userId: string): Promise<void>;
  /** What accounts have of it, for operators, without secrets, oldest first. */
  list?(
    queries: Queries,
    userIds: readonly string[],
  ): Promise<readonly ListedFactor[]>;
  /** What moves with accounts from and to other systems, by field of `users import`. */
  readonly portable?: Readonly<Record<string, PortableField<Queries>>>;
}

/** A field of `users import` and `users export --with-second-factors`. */
export interface PortableField<Queries = unknown> {
  /** What is wrong with an imported value, such as "must be a string"; null if it is right. */
  problem(value: unknown): string | null;
  /** Stores a value of a new account, with queries in the transaction that adds the account. */
  add(
    queries: Queries,
    user: Pick<User, "id" | "createdAt">,
    value: unknown,
  ): Promise<void>;
  /** The value of an account, secrets included; undefined if it has none. */
  read(queries: Queries, userId: string): Promise<unknown>;
}

/** What an account has of a factor, such as one authenticator app. */
export interface ListedFactor {
  readonly userId: string;
  readonly id: string;
  /** As its owner calls it; empty if it has no name. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  /** How often it can be used, if that is limited. */
  readonly left?: number;
}

/** Whether a factor's code was sent and still works. `delayed`: the mail server doesn't answer. */
export type SentFactor = "no" | "yes" | "delayed";

/** The account that a factor is asked for, by whom and for what. */
export interface FactorSending {
  readonly user: User;
  /** The tag of the page's language. */
  readonly language: string;
  readonly clientInfo: ClientInfo;
  /** To log in, or to confirm the person who is logged in. */
  readonly purpose: "login" | "step_up";
  /**
   * The id of the pending login or of the session. What was sent for one must not work in
   * another (OWASP ASVS 5.0 §6.6.2).
   */
  readonly boundTo: string;
}

/** The same, with the page that asks. */
export interface FactorRequest extends FactorSending {
  /** The URL of the page that asks. */
  readonly page: URL;
}

/** A proof as it was sent: a code, or JSON. */
export interface FactorAttempt extends FactorRequest {
  readonly proof: string;
}
