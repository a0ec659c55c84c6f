/**
 * The buttons to log in with a provider, such as "Continue with Google".
 *
 * @module
 */
import type {
  ProviderButton,
  ProviderButtons as Found,
} from "@latchkey/core/http";
import { format } from "@latchkey/core/i18n";
import { asset, Head } from "fresh/runtime";
import { FormOwner } from "./FormOwner.tsx";
import { ProviderLogo } from "./ProviderLogo.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode ProviderButtons}. */
export interface ProviderButtonsProps {
  buttons: readonly ProviderButton[];
  /** Hidden fields of each form. */
  fields: Readonly<Record<string, string>>;
  messages: Messages["providers"];
}

/**
 * A form with one button for each provider, which works without JavaScript. The buttons have
 * the colours, the logos and the words that the brands ask for.
 */
export function ProviderButtons(
  { buttons, fields, messages }: ProviderButtonsProps,
) {
  return (
    <div class="providers">
      {buttons.map(({ id, label }) => (
        <form key={id} method="post" action={`/auth/provider/${id}`}>
          <FormOwner />
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" data-brand={id}>
            <ProviderLogo provider={id} />
            <span>{format(messages.use, { provider: label })}</span>
          </button>
        </form>
      ))}
    </div>
  );
}

/** Props of {@linkcode ProviderLogin}. */
export interface ProviderLoginProps {
  providers: Found;
  /** Where this is on the page: above the form, or below. */
  at: Found["position"];
  /** Where to go after logging in: a path of this site. */
  next: string;
  /** The token of an invitation. */
  invite?: string;
  /** Whether the form beside it asks whether to stay logged in. */
  canRemember?: boolean;
  messages: Messages["providers"];
}

/** The buttons beside a form, if they are at this place. Nothing without a provider. */
export function ProviderLogin(
  { providers, at, next, invite, canRemember, messages }: ProviderLoginProps,
) {
  const { buttons, position } = providers;
  if (buttons.length === 0 || position !== at) return null;
  const separator = <p class="or">{messages.separator}</p>;
  return (
    <>
      {canRemember && <Remembering />}
      {at === "below" && separator}
      <ProviderButtons
        buttons={buttons}
        fields={{ next, ...invite && { invite } }}
        messages={messages}
      />
      {at === "above" && separator}
    </>
  );
}

/** A checked "Keep me logged in" counts for these buttons too, if JavaScript runs. */
function Remembering() {
  return (
    <Head>
      <script
        key="provider-login"
        src={asset("/provider-login.js")}
        defer
      />
    </Head>
  );
}
