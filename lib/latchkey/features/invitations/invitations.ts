/**
 * Invitations: how people get an account where sign-up takes one.
 *
 * @module
 */
import { addressKey } from "../../email/address.ts";
import {
  findInvitation,
  findUsedInvitation,
  wasUsedBy,
} from "./invitation_tokens.ts";
import { issueToken } from "../tokens/one_time_tokens.ts";
import { randomId } from "../../crypto/random_id.ts";
import type { Services } from "../../services.ts";

/** An invitation that holds. */
export interface Invitation {
  /** Becomes the id of the account made by it. */
  readonly id: string;
  readonly token: string;
  /** The only address it is for, in its canonical form; empty when it is for any. */
  readonly address: string;
}

/** Whether somebody may sign up, and if not, why. */
export type SignUpAccess =
  | {
    readonly open: true;
    /** Null where sign-up takes none. */
    readonly invitation: Invitation | null;
  }
  /** `void`: the invitation is too old, or was never given. */
  | {
    readonly open: false;
    readonly why: "closed" | "uninvited" | "void" | "used";
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

/**
 * Whether somebody who brings this, or with an empty text nothing, may sign up. One who
 * sends a form with the address that used the invitation may: it is the second of two clicks.
 */
export async function signUpAccess(
  services: Pick<Services, "store" | "now" | "settings" | "mail">,
  token: string,
  address = "",
): Promise<SignUpAccess> {
  const { settings: { signUp }, mail } = services;
  if (signUp === "closed" || !mail.enabled) {
    return { open: false, why: "closed" };
  }
  if (signUp === "open") return { open: true, invitation: null };
  if (token === "") return { open: false, why: "uninvited" };
  return await entranceOf(services, token, address);
}

/**
 * An invitation's account bears the invitation's id, and the store makes no two accounts
 * of one id: so one invitation makes one account, whatever happens at once. It is used up
 * by an address that has an account already too, which must not show.
 */
async function entranceOf(
  services: Pick<Services, "store" | "now">,
  token: string,
  typed: string,
): Promise<SignUpAccess> {
  const found = await findInvitation(services, token);
  if (found) {
    const { subject: id, data: { address = "" } } = found;
    return { open: true, invitation: { id, token, address } };
  }
  const note = await findUsedInvitation(services, token);
  if (!note) return { open: false, why: "void" };
  return await wasUsedBy(note, typed)
    ? { open: true, invitation: { id: note.subject, token, address: typed } }
    : { open: false, why: "used" };
}

/** Whether an invitation is for an address. */
export function invites({ address }: Invitation, typed: string): boolean {
  return address === "" || addressKey(address) === addressKey(typed);
}
