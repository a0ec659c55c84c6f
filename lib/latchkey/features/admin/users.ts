/**
 * The list of all accounts, for admins.
 *
 * @module
 */
import { addressKey, addressKeyStart } from "../../email/address.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { Profile } from "../../forms/profile_fields.ts";
import type { Services } from "../../services.ts";
import type { Page } from "../../database/pages.ts";
import type { Role, User } from "../account/user.ts";
import type { UserStore } from "../account/users.ts";
import { factorDeadline } from "../second_factor/required_factor.ts";
import { listFactors } from "../second_factor/listed_factors.ts";
import {
  type AccountState,
  accountState,
  disableAccount,
  enableAccount,
  endSessionsOf,
} from "../account/operator_actions.ts";

const USERS_A_PAGE = 50;

/**
 * An account as admins see it.
 *
 * @example
 * ```ts
 * import type { ListedUser } from "@latchkey/core";
 *
 * export const label = ({ address, state }: ListedUser): string =>
 *   `${address}: ${state}`;
 * ```
 */
export interface ListedUser {
  readonly id: string;
  readonly address: string;
  /** Empty if the person gave none. */
  readonly name: string;
  /** Values of the site's profile fields. */
  readonly profile: Profile;
  readonly state: AccountState;
  readonly verified: boolean;
  readonly roles: readonly Role[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Whether it is the admin's own account. */
  readonly own: boolean;
  /** Whether it has a second factor, other than codes by email. */
  readonly secondFactor: boolean;
  /** Whether it must have one, and its grace period is over. */
  readonly secondFactorOverdue: boolean;
}

/** What an admin searches for, and the cursor of the previous page. */
export interface UserQuery {
  /** The start of an address, a domain with or without `@`, or an id; empty for all accounts. */
  readonly text: string;
  readonly cursor?: string;
}

/**
 * Returns a page of up to 50 matching accounts, ordered by address. It only reads the rows
 * it returns, however many accounts there are. Pass the `cursor` of a page to get the next
 * one.
 *
 * @example
 * ```ts
 * import { findUsers, type LoggedInState } from "@latchkey/core";
 *
 * export async function atExample({ services, user }: LoggedInState) {
 *   const { items } = await findUsers(services, user.id, { text: "@example.com" });
 *   return items.map(({ address }) => address);
 * }
 * ```
 */
export async function findUsers(
  services: Pick<Services, "store" | "site" | "settings" | "use" | "now">,
  adminId: string,
  { text, cursor }: UserQuery,
): Promise<Page<ListedUser>> {
  const page = await findPage(services.store.users, text.trim(), cursor);
  const factors = await listFactors(services, page.items.map(({ id }) => id));
  return {
    ...page,
    items: await Promise.all(page.items.map(async (user) => ({
      ...listed(user),
      own: user.id === adminId,
      secondFactor: factors.get(user.id)?.some(({ strong }) => strong) ?? false,
      secondFactorOverdue: (await factorDeadline(services, user))?.isOverdue ??
        false,
    }))),
  };
}

async function findPage(
  users: UserStore,
  text: string,
  cursor: string | undefined,
): Promise<Page<User>> {
  const request = { cursor, limit: USERS_A_PAGE };
  const byId = await users.byId(text);
  if (byId) return { items: [byId] };
  if (text.startsWith("@")) {
    return await users.ofDomain(domainOf(text), request);
  }
  const page = await users.search(addressKeyStart(text), request);
  const isDomain = /^[^\s@]+\.[^\s@.]+$/.test(text);
  return page.items.length === 0 && isDomain
    ? await users.ofDomain(domainOf(`@${text}`), request)
    : page;
}

/** The domain in the form in which it is compared. */
function domainOf(end: string): string {
  return addressKey(`a${end}`).slice(2);
}

function listed(user: User): Omit<
  ListedUser,
  "own" | "secondFactor" | "secondFactorOverdue"
> {
  const { id, name, profile = {}, verifiedAt, roles, createdAt } = user;
  const address = shownAddress(user.address);
  const verified = verifiedAt !== null;
  const state = accountState(user);
  return { id, address, name, profile, state, verified, roles, createdAt };
}

type ActionServices = Pick<Services, "store" | "now">;

const ACTIONS = new Map(Object.entries({
  "disable": (services: ActionServices, userId: string, by: string) =>
    disableAccount(services, userId, "disabled", by),
  "enable": enableAccount,
  "end-sessions": endSessionsOf,
}));

/**
 * The result of an action. `own`: admins cannot act on their own account, so that they
 * cannot lock themselves out.
 */
export type UserActionResult = "done" | "own" | "gone" | "no_such_action";

/**
 * Disables or enables an account, or ends its sessions, and records the admin in its
 * activity. Returns `gone` if the account does not exist.
 *
 * @example
 * ```ts
 * import { actOnUser, type LoggedInState } from "@latchkey/core";
 *
 * export const disable = ({ services, user }: LoggedInState, userId: string) =>
 *   actOnUser(services, user.id, { action: "disable", userId });
 * ```
 */
export async function actOnUser(
  services: ActionServices,
  adminId: string,
  { action, userId }: {
    /** `disable`, `enable` or `end-sessions`. */
    readonly action: string;
    readonly userId: string;
  },
): Promise<UserActionResult> {
  const act = ACTIONS.get(action);
  if (!act) return "no_such_action";
  if (userId === adminId) return "own";
  return await act(services, userId, adminId) ? "done" : "gone";
}
