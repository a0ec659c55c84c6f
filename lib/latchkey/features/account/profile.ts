/**
 * A person's name and profile.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { UserView } from "../../state.ts";
import type { Profile, ProfileFields } from "../../forms/profile_fields.ts";
import type { UserChange } from "./user.ts";

/**
 * Returns the name to address a person by, or their email address if they gave no name.
 *
 * @example
 * ```ts
 * import { callName } from "@latchkey/core";
 *
 * callName({ name: "", address: "ada@example.com" }); // "ada@example.com"
 * ```
 */
export function callName(
  { name, address }: Pick<UserView, "name" | "address">,
): string {
  return name || address;
}

/**
 * Changes a person's name and profile, and records what changed in the account's activity.
 * An empty name removes the name, and a field left out of the profile is removed. Does
 * nothing if the account no longer exists.
 *
 * @example
 * ```ts
 * import { changeProfile, type LoggedInState } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function rename(ctx: Context<LoggedInState>) {
 *   const { services, user } = ctx.state;
 *   const change = { name: "Ada", profile: { company: "Analytical Engines" } };
 *   await changeProfile(services, user, change, await clientInfoOf(ctx));
 * }
 * ```
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

/** Values of fields that the site no longer has. They belong to the person, so they stay. */
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
 * Resets what a stranger may have entered before the owner of the address proved that it is
 * theirs.
 *
 * @param language The language tag of the page on which they proved it.
 */
export function asClaimed(
  language: string,
): Required<Pick<UserChange, "name" | "language" | "profile">> {
  return { name: "", language, profile: {} };
}
