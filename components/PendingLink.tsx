/**
 * The pages that link a provider to an account that has the same email address.
 *
 * @module
 */
import type { UserView } from "@latchkey/core";
import { nextQuery, type PendingLink as Found } from "@latchkey/core/http";
import { fill, format } from "@latchkey/core/i18n";
import { Icon } from "./Icon.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { ProviderLogo } from "./ProviderLogo.tsx";
import { LogoutForm } from "./SiteMap.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The page that asks to link, for the account's owner only. */
export const CONFIRM_LINK = "/account/logins/link";

/** Props of {@linkcode PendingLink}. */
export interface PendingLinkProps {
  link: NonNullable<Found>;
  user: UserView | null;
  messages: Messages;
}

/** Asks to log in to the account, then to link. */
export function PendingLink(props: PendingLinkProps) {
  if (props.link.is === "log_in") return <KnownAccount {...props} />;
  return props.link.is === "confirm"
    ? <ConfirmLink {...props} />
    : <OtherAccount {...props} />;
}

/** Nobody is logged in. That there is an account is no secret: the provider confirmed the address. */
function KnownAccount({ link, messages: { providers } }: PendingLinkProps) {
  const { title, explained, logIn, notNow } = providers.known;
  const provider = link.provider.label;
  const address = <b>{link.address}</b>;
  return (
    <>
      <Title>{title}</Title>
      <Icon name="person" />
      <h1>{title}</h1>
      <p class="lead">{fill(explained, { address, provider })}</p>
      <p>
        <a class="button" href={`/auth/login${nextQuery(CONFIRM_LINK)}`}>
          {format(logIn, { provider })}
        </a>
      </p>
      <p class="after">
        <a href={`/auth/login${nextQuery(link.next)}`}>{notNow}</a>
      </p>
    </>
  );
}

function ConfirmLink(
  { link, user, messages: { providers } }: PendingLinkProps,
) {
  const { title, explained, login, send, notNow } = providers.confirm;
  const provider = link.provider.label;
  const address = <b>{user?.address}</b>;
  return (
    <>
      <Title>{format(title, { provider })}</Title>
      <ProviderLogo provider={link.provider.id} />
      <h1>{format(title, { provider })}</h1>
      <p>{fill(explained, { address, provider })}</p>
      {link.username !== "" && (
        <p>{fill(login, { provider, login: <b>{link.username}</b> })}</p>
      )}
      <PlainForm action={CONFIRM_LINK} button={format(send, { provider })} />
      <p class="after">
        <a href={link.next}>{notNow}</a>
      </p>
    </>
  );
}

function OtherAccount(
  { link, user, messages: { providers, site } }: PendingLinkProps,
) {
  const { title, otherAccount } = providers.confirm;
  const provider = link.provider.label;
  const address = <b>{user?.address}</b>;
  return (
    <>
      <Title>{format(title, { provider })}</Title>
      <Icon name="warning" />
      <h1>{format(title, { provider })}</h1>
      <p class="lead">{fill(otherAccount, { address, provider })}</p>
      <LogoutForm messages={site} />
    </>
  );
}
