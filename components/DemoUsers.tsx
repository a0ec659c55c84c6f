/**
 * The demo users, which exist only in development.
 *
 * @module
 */
import { demoUsers } from "@latchkey/core";

/** A note below the login form. */
export function DemoUsers() {
  return (
    <aside class="note" lang="en" dir="ltr">
      <h2>Demo users</h2>
      <p>They exist in development only.</p>
      <ul>
        {demoUsers.map(({ address, password }) => (
          <li key={address}>
            <code>{address}</code> with the password <code>{password}</code>
          </li>
        ))}
      </ul>
    </aside>
  );
}
