/**
 * Other people's accounts, each with what an admin can do to it.
 *
 * @module
 */
import { Fragment } from "preact";
import type { ListedUser } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { FormOwner } from "./FormOwner.tsx";
import { profileLabel } from "./ProfileFields.tsx";
import { OnDay } from "./When.tsx";
import type { Language, Messages } from "../lib/messages/language.ts";

/** The accounts of a page; `action` is where the buttons lead, and back to the same page. */
export function UserTable({ users, action, language }: {
  users: readonly ListedUser[];
  action: string;
  language: Language;
}) {
  const { messages } = language;
  return (
    <ul class="rows">
      {users.map((user) => (
        <li key={user.id}>
          <div>
            <h2>
              <bdi>{user.address}</bdi>
              {badgesOf(user, messages).map((badge) => (
                <span class="badge" key={badge}>{badge}</span>
              ))}
            </h2>
            <p>
              <Since user={user} language={language} />
              <br />
              {Object.entries(user.profile).map(([name, value]) => (
                <Fragment key={name}>
                  {profileLabel(messages.profile, name)}: <bdi>{value}</bdi>
                  <br />
                </Fragment>
              ))}
              <code dir="ltr">{user.id}</code>
            </p>
          </div>
          {!user.own && (
            <UserActions
              user={user}
              action={action}
              messages={messages.admin}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Since({ user, language }: { user: ListedUser; language: Language }) {
  const { named, unnamed } = language.messages.admin;
  const day = <OnDay at={user.createdAt} language={language} />;
  return user.name
    ? fill(named, { name: <bdi>{user.name}</bdi>, day })
    : fill(unnamed, { day });
}

function badgesOf(
  { roles, state, verified, own }: ListedUser,
  { roles: roleNames, admin }: Pick<Messages, "roles" | "admin">,
): string[] {
  const names: Readonly<Record<string, string>> = roleNames;
  const badges = roles.map((role) => names[role] ?? role);
  if (state !== "active") badges.push(admin.states[state]);
  if (!verified) badges.push(admin.unconfirmed);
  if (own) badges.push(admin.own);
  return badges;
}

function UserActions({ user, action, messages }: {
  user: ListedUser;
  action: string;
  messages: Messages["admin"];
}) {
  const offered = [
    user.state === "disabled" ? "enable" : "disable",
    "end-sessions",
  ] as const;
  return (
    <form class="actions" method="post" action={action}>
      <FormOwner />
      <input type="hidden" name="user" value={user.id} />
      {offered.map((each) => {
        const { short, whole } = messages.actions[each];
        const name = format(whole, { address: user.address });
        return (
          <button
            key={each}
            type="submit"
            name="action"
            value={each}
            aria-label={name}
          >
            {short}
          </button>
        );
      })}
    </form>
  );
}
