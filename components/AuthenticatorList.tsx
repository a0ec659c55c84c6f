/**
 * The authenticator apps of an account, each with a button that removes it.
 *
 * @module
 */
import type { AuthenticatorView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { ListRow, RowButton } from "./ListRow.tsx";
import { Ago, OnDay } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** The list. */
export function AuthenticatorList({ apps, now, language }: {
  apps: readonly AuthenticatorView[];
  /** Milliseconds since the epoch. */
  now: number;
  language: Language;
}) {
  const { authenticator: messages } = language.messages;
  return (
    <ul class="rows">
      {apps.map(({ id, createdAt, lastUsedAt, ...app }) => {
        const name = app.name || messages.unnamed;
        const added = <OnDay at={createdAt} language={language} />;
        return (
          <ListRow
            key={id}
            icon="phone"
            title={<bdi>{name}</bdi>}
            button={
              <RowButton
                action="/account/authenticator"
                name="remove"
                value={id}
                label={format(messages.removeOf, { name })}
              >
                {messages.remove}
              </RowButton>
            }
          >
            <p>
              {fill(messages.added, { time: added })}
              {lastUsedAt !== null && (
                <>
                  {" "}
                  {fill(messages.lastUsed, {
                    time: <Ago at={lastUsedAt} now={now} language={language} />,
                  })}
                </>
              )}
            </p>
          </ListRow>
        );
      })}
    </ul>
  );
}
