/**
 * Who a person is here: what they see of it and what they may change of it at once.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { UserView } from "../../state.ts";
import type { Profile, ProfileFields } from "../../forms/profile_fields.ts";
import type { UserChange } from "./user.ts";

/** What to call a person: by name, or by the address when they gave none. */
export function callName(
  { name, address }: Pick<UserView, "name" | "address">,
): string {
  return name || address;
}

/**
 * Changes a person's name, and their entries in the profile fields of the site. An empty name
 * removes it, and so does leaving a field out of the profile. Only what differs is recorded.
 */
export async function changeProfile(
  services: Services,
  { id }: Pick<UserView, "id">,
  { name, profile: entered }: Required<Pick<UserChange, "name" | "profile">>,
  clientInfo: ClientInfo,
): Promise<void> {
  const { store: { users }, site: { profileFields } } = services;
  const user = await users.byId(id);
  if (!user) return;
  const profile = { ...retired(user.profile, profileFields), ...entered };
  const kinds = [
    ...name === user.name ? [] : ["name_changed"] as const,
    ...isSame(profile, user.profile) ? [] : ["profile_changed"] as const,
  ];
  if (kinds.length === 0 || !await users.update(id, { name, profile })) return;
  for (const kind of kinds) {
    await recordActivity(services, user, kind, clientInfo);
  }
}

/** What was entered in fields that the site no longer has. It is the person's, so it stays. */
function retired(profile: Profile = {}, fields: ProfileFields): Profile {
  return Object.fromEntries(
    Object.entries(profile).filter(([name]) => !Object.hasOwn(fields, name)),
  );
}

function isSame(one: Profile, other: Profile = {}): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length &&
    names.every((name) => one[name] === other[name]);
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
