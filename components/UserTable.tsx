/**
 * The list of accounts for admins.
 *
 * @module
 */
import { Fragment } from "preact";
import type { ListedUser } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { Avatar } from "./Avatar.tsx";
import { FormOwner } from "./FormOwner.tsx";
import { profileLabel } from "./ProfileFields.tsx";
import { OnDay } from "./When.tsx";
import type { Language, Messages } from "../lib/messages/language.ts";

/** One page of accounts. `action` is the URL of this page, to which the buttons post. */
export function UserTable({ users, action, language }: {
  users: readonly ListedUser[];
  action: string;
  language: Language;
}) {
  const { messages } = language;
  return (
    <ul class="rows users">
      {users.map((user) => (
        <li key={user.id}>
          <Avatar name={user.name || user.address} />
          <Account user={user} messages={messages} />
          <p>
            {fill(messages.account.since, {
              day: <OnDay at={user.createdAt} language={language} />,
            })}
          </p>
          {!user.own && (
            <UserActions
              user={user}
              action={action}
              messages={messages}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Account({ user, messages }: { user: ListedUser; messages: Messages }) {
  return (
    <div>
      <h2>
        <bdi>{user.address}</bdi>
        {badgesOf(user, messages).map(([badge, tone]) => (
          <span class="badge" data-tone={tone} key={badge}>{badge}</span>
        ))}
      </h2>
      <p>
        {user.name && (
          <>
            <bdi>{user.name}</bdi>
            <br />
          </>
        )}
        {Object.entries(user.profile).map(([name, value]) => (
          <Fragment key={name}>
            {profileLabel(messages.profile, name)}: <bdi>{value}</bdi>
            <br />
          </Fragment>
        ))}
        <code dir="ltr">{user.id}</code>
      </p>
    </div>
  );
}

/** The badges of an account. The tone sets their colour. */
function badgesOf(
  { roles, state, verified, own, secondFactor, secondFactorOverdue }:
    ListedUser,
  { roles: roleNames, admin, userFactors }: Pick<
    Messages,
    "roles" | "admin" | "userFactors"
  >,
): (readonly [text: string, tone?: "quiet" | "wrong"])[] {
  const names: Readonly<Record<string, string>> = roleNames;
  return [
    ...roles.map((role) => [names[role] ?? role] as [string]),
    ...state === "active" ? [] : [[admin.states[state], "wrong"] as const],
    ...verified ? [] : [[admin.unconfirmed, "quiet"] as const],
    ...secondFactor ? [[userFactors.badge, "quiet"] as const] : [],
    ...secondFactorOverdue ? [[userFactors.overdue, "wrong"] as const] : [],
    ...own ? [[admin.own, "quiet"] as const] : [],
  ];
}

function UserActions({ user, action, messages }: {
  user: ListedUser;
  action: string;
  messages: Messages;
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
        const { short, whole } = messages.admin.actions[each];
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
      {user.secondFactor && (
        <a
          class="button"
          href={`/admin/users/factors?user=${user.id}`}
          f-client-nav
          aria-label={format(messages.userFactors.title, {
            address: user.address,
          })}
        >
          {messages.userFactors.open}
        </a>
      )}
    </form>
  );
}
