/**
 * What a person can look at and change of their account: the way to each page.
 *
 * @module
 */
import type { UserView } from "../lib/state.ts";

/** A row for each page below the account page. */
export function AccountRows(
  { user, sessions }: { user: UserView; sessions: number },
) {
  return (
    <ul class="rows">
      <Row name="Name" href="/account/name" action="Change name">
        {user.name ? "What we call you." : "We call you by your address."}
      </Row>
      <Row name="Email" href="/account/address" action="Change email">
        You confirm the new address before it takes the place of this.
      </Row>
      <Row name="Password" href="/account/password" action="Change password">
        Changing it signs out all other devices.
      </Row>
      <Row name="Sessions" href="/account/sessions" action="See sessions">
        {sessions === 1
          ? "You are signed in on this device alone."
          : `You are signed in on ${sessions} devices.`}
      </Row>
      <Row name="Activity" href="/account/activity" action="See activity">
        Sign-ins and changes of the last 90 days.
      </Row>
      <Row name="Export" href="/account/export" action="Export">
        Everything we hold about you, as a file.
      </Row>
      <Row name="Delete" href="/account/delete" action="Delete account">
        You have 14 days to change your mind.
      </Row>
    </ul>
  );
}

function Row({ name, href, action, children }: {
  name: string;
  href: string;
  /** The words on the button. */
  action: string;
  children: string;
}) {
  return (
    <li>
      <div>
        <h2>{name}</h2>
        <p>{children}</p>
      </div>
      <a class="button" href={href}>{action}</a>
    </li>
  );
}
