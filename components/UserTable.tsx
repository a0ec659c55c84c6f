/**
 * Other people's accounts, each with what an admin can do to it.
 *
 * @module
 */
import type { ListedUser, UserAction } from "../lib/admin/users.ts";
import { OnDay } from "./When.tsx";

/** The accounts of a page; `action` is where the buttons lead, and back to the same page. */
export function UserTable(
  { users, action }: { users: readonly ListedUser[]; action: string },
) {
  return (
    <ul class="rows">
      {users.map((user) => (
        <li key={user.id}>
          <div>
            <h2>
              {user.address}
              {badgesOf(user).map((badge) => (
                <span class="badge" key={badge}>{badge}</span>
              ))}
            </h2>
            <p>
              {user.name ? `${user.name}, since ` : "Since "}
              <OnDay at={user.createdAt} />
              <br />
              <code>{user.id}</code>
            </p>
          </div>
          {!user.own && <UserActions user={user} action={action} />}
        </li>
      ))}
    </ul>
  );
}

function badgesOf(user: ListedUser): string[] {
  const badges: string[] = [...user.roles];
  if (user.state !== "active") badges.push(user.state);
  if (!user.verified) badges.push("not confirmed");
  if (user.own) badges.push("you");
  return badges;
}

function UserActions({ user, action }: { user: ListedUser; action: string }) {
  return (
    <form class="actions" method="post" action={action}>
      <input type="hidden" name="user" value={user.id} />
      {user.state === "disabled"
        ? <ActionButton action="enable" words="Enable" rest={user.address} />
        : <ActionButton action="disable" words="Disable" rest={user.address} />}
      <ActionButton
        action="end-sessions"
        words="End sessions"
        rest={`of ${user.address}`}
      />
    </form>
  );
}

function ActionButton({ action, words, rest }: {
  action: UserAction;
  words: string;
  /** What the words leave to be seen from the row. */
  rest: string;
}) {
  return (
    <button type="submit" name="action" value={action}>
      {words}
      <span class="unseen">{` ${rest}`}</span>
    </button>
  );
}
