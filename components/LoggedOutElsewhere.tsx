/**
 * The page after logging out, for someone who may still be logged in at a provider.
 *
 * @module
 */
import type { ProviderButton } from "@latchkey/core/http";
import { format } from "@latchkey/core/i18n";
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Links to the provider's logout. */
export function LoggedOutElsewhere({ provider, url, messages }: {
  provider: ProviderButton;
  /** Where to log out there. */
  url: string;
  messages: Messages["providers"]["loggedOut"];
}) {
  const named = { provider: provider.label };
  const { title, explained, there, home } = messages;
  return (
    <>
      <Title>{title}</Title>
      <Icon name="logout" />
      <h1>{title}</h1>
      <p class="lead" role="status">{format(explained, named)}</p>
      <p>
        <a class="button" href={url}>{format(there, named)}</a>
      </p>
      <p class="after">
        <a href="/">{home}</a>
      </p>
    </>
  );
}
