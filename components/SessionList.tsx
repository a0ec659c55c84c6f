/**
 * A person's sessions, each with a button that ends it.
 *
 * @module
 */
import type { SessionView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { FormOwner } from "./FormOwner.tsx";
import { Icon } from "./Icon.tsx";
import { Ago, AtMinute } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** What the list shows, when, and in which language. */
export interface SessionListProps {
  sessions: readonly SessionView[];
  /** Milliseconds since the epoch. */
  now: number;
  language: Language;
}

/** The list, and one button for all sessions but the present one when there are others. */
export function SessionList({ sessions, now, language }: SessionListProps) {
  const messages = language.messages.sessions;
  return (
    <>
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <Icon name={session.deviceType} />
            <div>
              <h2>
                {session.device}
                {session.present && (
                  <span class="badge">{messages.present}</span>
                )}
              </h2>
              <Times session={session} now={now} language={language} />
            </div>
            {!session.present && (
              <EndForm
                end={session.id}
                button={messages.end}
                name={format(messages.endOf, { device: session.device })}
              />
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <EndForm end="others" button={messages.endOthers} />
      )}
    </>
  );
}

function Times(
  { session, now, language }: Omit<SessionListProps, "sessions"> & {
    session: SessionView;
  },
) {
  const { since, sinceKept, inUse, lastSeen } = language.messages.sessions;
  const { createdAt, lastSeenAt, remembered, present } = session;
  const began = <AtMinute at={createdAt} language={language} />;
  const seen = <Ago at={lastSeenAt} now={now} language={language} />;
  return (
    <p>
      {fill(remembered ? sinceKept : since, { time: began })}
      <br />
      {present ? inUse : fill(lastSeen, { time: seen })}
    </p>
  );
}

function EndForm({ end, button, name }: {
  /** The id of a session, or `others`. */
  end: string;
  /** The words on the button. */
  button: string;
  /** The same for who does not see the row that it stands in. */
  name?: string;
}) {
  return (
    <form method="post" action="/account/sessions">
      <FormOwner />
      <input type="hidden" name="end" value={end} />
      <button type="submit" aria-label={name}>{button}</button>
    </form>
  );
}
