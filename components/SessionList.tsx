/**
 * The sessions of an account, each with a button that ends it.
 *
 * @module
 */
import type { SessionView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { FormOwner } from "./FormOwner.tsx";
import { Icon } from "./Icon.tsx";
import { Ago, AtMinute } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Props of {@linkcode SessionList}. */
export interface SessionListProps {
  sessions: readonly SessionView[];
  /** Milliseconds since the epoch. */
  now: number;
  language: Language;
}

/** The list, and one button that ends all other sessions. */
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
                  <span class="badge">{messages.current}</span>
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
  const { since, sinceRemembered, inUse, lastSeen } =
    language.messages.sessions;
  const { createdAt, lastSeenAt, remembered, present } = session;
  const began = <AtMinute at={createdAt} language={language} />;
  const seen = <Ago at={lastSeenAt} now={now} language={language} />;
  return (
    <p>
      {fill(remembered ? sinceRemembered : since, { time: began })}
      <br />
      {present ? inUse : fill(lastSeen, { time: seen })}
    </p>
  );
}

function EndForm({ end, button, name }: {
  /** A session ID, or `others`. */
  end: string;
  /** The text of the button. */
  button: string;
  /** The button's name for screen readers, which includes the device. */
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
