/**
 * A person's sessions, each with a button that ends it.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type { SessionView } from "../lib/accounts/sessions.ts";
import { Ago, AtMinute } from "./When.tsx";

/** The list, and one button for all sessions but the present one when there are others. */
export function SessionList(
  { sessions, now }: { sessions: readonly SessionView[]; now: number },
) {
  return (
    <>
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <h2>
                {session.device}
                {session.present && <span class="badge">This session</span>}
              </h2>
              <p>
                Signed in <AtMinute at={session.createdAt} />
                {session.remembered && ", kept signed in"}
                <br />
                {session.present ? "In use now" : (
                  <>
                    Last seen <Ago at={session.lastSeenAt} now={now} />
                  </>
                )}
              </p>
            </div>
            {!session.present && (
              <EndForm end={session.id}>
                End<span class="unseen">
                  {` the session of ${session.device}`}
                </span>
              </EndForm>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <EndForm end="others">Sign out all others</EndForm>
      )}
    </>
  );
}

function EndForm({ end, children }: {
  /** The id of a session, or `others`. */
  end: string;
  children: ComponentChildren;
}) {
  return (
    <form method="post" action="/account/sessions">
      <input type="hidden" name="end" value={end} />
      <button type="submit">{children}</button>
    </form>
  );
}
