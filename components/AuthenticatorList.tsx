/**
 * The authenticator apps of an account, each with a button that removes it.
 *
 * @module
 */
import type { AuthenticatorView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { FormOwner } from "./FormOwner.tsx";
import { Icon } from "./Icon.tsx";
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
          <li key={id}>
            <Icon name="phone" />
            <div>
              <h2>
                <bdi>{name}</bdi>
              </h2>
              <p>
                {fill(messages.added, { time: added })}
                {lastUsedAt !== null && (
                  <>
                    {" "}
                    {fill(messages.lastUsed, {
                      time: (
                        <Ago at={lastUsedAt} now={now} language={language} />
                      ),
                    })}
                  </>
                )}
              </p>
            </div>
            <form method="post" action="/account/authenticator">
              <FormOwner />
              <input type="hidden" name="remove" value={id} />
              <button
                type="submit"
                aria-label={format(messages.removeOf, { name })}
              >
                {messages.remove}
              </button>
            </form>
          </li>
        );
      })}
    </ul>
  );
}
