/**
 * Who a person is here: what they see of it and what they may change of it at once.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { UserView } from "../../state.ts";
import type { UserChange } from "./user.ts";

/** What to call a person: by name, or by the address when they gave none. */
export function callName(
  { name, address }: Pick<UserView, "name" | "address">,
): string {
  return name || address;
}

/** Calls a person otherwise; an empty name takes it away. A name that is the same changes nothing. */
export async function changeName(
  services: Services,
  user: Pick<UserView, "id" | "name">,
  name: string,
  clientInfo: ClientInfo,
): Promise<void> {
  if (name === user.name) return;
  const changed = await services.store.users.update(user.id, { name });
  if (changed) {
    await recordActivity(services, changed, "name_changed", clientInfo);
  }
}

/**
 * What an account starts with again once its address turns out to be somebody's who may
 * not have signed up with it: what was written by a stranger greets nobody.
 *
 * @param language The tag of the language of the page on which the owner proved it.
 */
export function asClaimed(
  language: string,
): Required<Pick<UserChange, "name" | "language" | "profile">> {
  return { name: "", language, profile: {} };
}
