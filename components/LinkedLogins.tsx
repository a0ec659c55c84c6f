/**
 * The logins at providers that are linked to an account.
 *
 * @module
 */
import type { LinkedLogin } from "@latchkey/core";
import type { ProviderButton } from "@latchkey/core/http";
import { fill, format } from "@latchkey/core/i18n";
import { Icon } from "./Icon.tsx";
import { RowButton } from "./ListRow.tsx";
import { ProviderLogo } from "./ProviderLogo.tsx";
import { Ago, OnDay } from "./When.tsx";
import type { Language, Messages } from "../lib/messages/language.ts";

const ACTION = "/account/logins";

/** Props of {@linkcode LinkedLogins}. */
export interface LinkedLoginsProps {
  logins: readonly LinkedLogin[];
  /** The site's providers. */
  providers: readonly ProviderButton[];
  /** Milliseconds since the epoch. */
  now: number;
  language: Language;
}

/** The list, each login with a button that unlinks it. */
export function LinkedLogins(props: LinkedLoginsProps) {
  return (
    <ul class="rows">
      {props.logins.map((login) => (
        <Row key={login.id} {...props} login={login} />
      ))}
    </ul>
  );
}

function Row({ login, providers, now, language }: LinkedLoginsProps & {
  login: LinkedLogin;
}) {
  const { id, label, username, createdAt, lastUsedAt } = login;
  const { logins: messages } = language.messages.providers;
  const isOffered = providers.some(({ id }) => id === login.provider);
  const name = format(messages.unlinkOne, { provider: label, login: username });
  return (
    <li>
      <ProviderMark provider={login.provider} />
      <div>
        <h2>
          <bdi>{label}</bdi>
          {!isOffered && (
            <span class="badge" data-tone="quiet">{messages.retired}</span>
          )}
        </h2>
        <p>
          {username !== "" && (
            <>
              <bdi>{username}</bdi>
              <br />
            </>
          )}
          {fill(messages.linked, {
            day: <OnDay at={createdAt} language={language} />,
          })} · {lastUsedAt === null ? messages.unused : fill(messages.used, {
            time: <Ago at={lastUsedAt} now={now} language={language} />,
          })}
        </p>
      </div>
      <RowButton action={ACTION} name="unlink" value={id} label={name.trim()}>
        {messages.unlink}
      </RowButton>
    </li>
  );
}

/** Buttons that link another login. */
export function LinkButtons({ providers, messages }: {
  providers: readonly ProviderButton[];
  messages: Messages["providers"]["logins"];
}) {
  return (
    <ul class="rows">
      {providers.map(({ id, label }) => (
        <li key={id}>
          <ProviderMark provider={id} />
          <div>
            <h3>
              <bdi>{label}</bdi>
            </h3>
          </div>
          <RowButton
            action={ACTION}
            name="link"
            value={id}
            label={format(messages.link, { provider: label })}
          >
            {messages.linkShort}
          </RowButton>
        </li>
      ))}
    </ul>
  );
}

/** The logo, or an icon for a provider that has none. */
function ProviderMark({ provider }: { provider: string }) {
  return ProviderLogo({ provider }) ?? <Icon name="login" />;
}
