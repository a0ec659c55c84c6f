/**
 * The list of all accounts, for admins: looking somebody up, and what can be done there.
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
import {
  type AccountState,
  accountState,
  disableAccount,
  enableAccount,
  endSessionsOf,
} from "../account/operator_actions.ts";

/** How many accounts one page shows. */
export const USERS_A_PAGE = 50;

/** The part of an account that an admin sees. */
export interface ListedUser {
  readonly id: string;
  readonly address: string;
  /** Empty when the person did not say. */
  readonly name: string;
  /** What they entered in the profile fields of the site. */
  readonly profile: Profile;
  readonly state: AccountState;
  readonly verified: boolean;
  readonly roles: readonly Role[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Whether it is the admin's own account. */
  readonly own: boolean;
}

/** What an admin looks for, and where the page before ended. */
export interface UserQuery {
  /** The start of an address, a domain with or without `@`, or a whole id; empty for everybody. */
  readonly text: string;
  readonly cursor?: string;
}

/**
 * One page of the accounts that fit, in order of their addresses. It reads as many rows as
 * it shows, however many accounts there are.
 */
export async function findUsers(
  { store: { users } }: Pick<Services, "store">,
  adminId: string,
  { text, cursor }: UserQuery,
): Promise<Page<ListedUser>> {
  const page = await findPage(users, text.trim(), cursor);
  return {
    ...page,
    items: page.items.map((user) => listed(user, user.id === adminId)),
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

/** The domain as addresses of it are compared. */
function domainOf(end: string): string {
  return addressKey(`a${end}`).slice(2);
}

function listed(user: User, own: boolean): ListedUser {
  const { id, name, profile = {}, verifiedAt, roles, createdAt } = user;
  const address = shownAddress(user.address);
  const verified = verifiedAt !== null;
  const state = accountState(user);
  return { id, address, name, profile, state, verified, roles, createdAt, own };
}

/** What acting on accounts needs. */
type ActionServices = Pick<Services, "store" | "now">;

const ACTIONS = new Map(Object.entries({
  "disable": (services: ActionServices, userId: string, by: string) =>
    disableAccount(services, userId, "disabled", by),
  "enable": enableAccount,
  "end-sessions": endSessionsOf,
}));

/** How it went. `own`: admins do nothing to their own accounts here, so that none locks themselves out. */
export type UserActionResult = "done" | "own" | "gone" | "no_such_action";

/** Disables or enables an account or ends its sessions, and writes into its activity who did. */
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
