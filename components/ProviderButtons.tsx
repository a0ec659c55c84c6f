/**
 * The buttons to log in with a provider, such as "Continue with Google".
 *
 * @module
 */
import { format } from "@latchkey/core/i18n";
import { FormOwner } from "./FormOwner.tsx";
import { ProviderLogo } from "./ProviderLogo.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** A provider to choose. */
export interface ProviderChoice {
  /** Its ID in URLs: `google`. */
  readonly id: string;
  /** Its name on buttons: "Google". */
  readonly label: string;
}

/** Props of {@linkcode ProviderButtons}. */
export interface ProviderButtonsProps {
  providers: readonly ProviderChoice[];
  /** Hidden fields of each form. */
  fields: Readonly<Record<string, string>>;
  messages: Pick<Messages["providers"], "use">;
}

/**
 * A form with one button for each provider, which works without JavaScript. The buttons have
 * the colours, the logo and the words that the brands ask for.
 */
export function ProviderButtons(
  { providers, fields, messages }: ProviderButtonsProps,
) {
  return (
    <div class="providers">
      {providers.map(({ id, label }) => (
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
