/**
 * Invitations: how people get an account where sign-up takes one.
 *
 * @module
 */
import { addressKey } from "../auth/addresses.ts";
import { findInvitation, issueToken } from "../auth/one_time_tokens.ts";
import { randomId } from "../auth/random_id.ts";
import type { Services } from "../services.ts";
import type { User } from "../store/store.ts";

/** An invitation that holds. */
export interface Invitation {
  /** Becomes the id of the account made by it. */
  readonly id: string;
  /** The only address it is for, as the operator typed it; empty when it is for any. */
  readonly address: string;
}

/** Whether somebody may sign up, and if not, why. */
export type Entrance =
  | {
    readonly open: true;
    /** Null where sign-up takes none. */
    readonly invitation: Invitation | null;
  }
  /** `void`: the invitation is too old, or was never given. */
  | { readonly open: false; readonly why: "closed" | "uninvited" | "void" }
  | {
    readonly open: false;
    readonly why: "used";
    /** The account that the invitation made. */
    readonly by: Pick<User, "id" | "addressKey">;
  };

/** Makes an invitation and returns its token, which is nowhere else. */
export function createInvitation(
  services: Pick<Services, "store" | "now">,
  { address, lifetimeSeconds }: {
    /** Empty for whoever has the link. */
    readonly address: string;
    readonly lifetimeSeconds: number;
  },
): Promise<string> {
  return issueToken(services, {
    purpose: "invite",
    subject: randomId(),
    data: { address },
    lifetimeSeconds,
  });
}

/** Whether somebody who brings this, or with an empty text nothing, may sign up. */
export async function entranceWith(
  services: Pick<Services, "store" | "now" | "settings" | "mail">,
  token: string,
): Promise<Entrance> {
  const { settings: { signUp }, mail } = services;
  if (signUp === "closed" || !mail.enabled) {
    return { open: false, why: "closed" };
  }
  if (signUp === "open") return { open: true, invitation: null };
  if (token === "") return { open: false, why: "uninvited" };
  return await entranceOf(services, token);
}

/**
 * An invitation's account bears the invitation's id, and the store makes no two accounts
 * of one id: so one invitation makes one account, whatever happens at once. Its token
 * stays until it expires or the account is removed, so that a second click on "Sign up"
 * can be told from a second person.
 */
async function entranceOf(
  services: Pick<Services, "store" | "now">,
  token: string,
): Promise<Entrance> {
  const found = await findInvitation(services, token);
  if (!found) return { open: false, why: "void" };
  const { subject: id, data: { address = "" } } = found;
  const account = await services.store.users.byId(id);
  return account
    ? { open: false, why: "used", by: account }
    : { open: true, invitation: { id, address } };
}

/** Whether an invitation is for an address. */
export function invites({ address }: Invitation, typed: string): boolean {
  return address === "" || addressKey(address) === addressKey(typed);
}
