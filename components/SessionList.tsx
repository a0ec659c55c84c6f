/**
 * The sessions of an account, each with a button that ends it.
 *
 * @module
 */
import type { SessionView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { ListRow, RowButton } from "./ListRow.tsx";
import { Ago, AtMinute } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Props of {@linkcode SessionList}. */
export interface SessionListProps {
  sessions: readonly SessionView[];
  /** Milliseconds since the epoch. */
  now: number;
  language: Language;
}

/** The form of the buttons. Its value is a session ID, or `others`. */
const END = { action: "/account/sessions", name: "end" };

/** The list, and one button that ends all other sessions. */
export function SessionList({ sessions, now, language }: SessionListProps) {
  const messages = language.messages.sessions;
  return (
    <>
      <ul class="rows">
        {sessions.map((session) => (
          <ListRow
            key={session.id}
            icon={session.deviceType}
            title={session.device}
            badge={session.present && messages.current}
            button={!session.present && (
              <RowButton
                {...END}
                value={session.id}
                label={format(messages.endOf, { device: session.device })}
              >
                {messages.end}
              </RowButton>
            )}
          >
            <Times session={session} now={now} language={language} />
          </ListRow>
        ))}
      </ul>
      {sessions.length > 1 && (
        <RowButton {...END} value="others">{messages.endOthers}</RowButton>
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
