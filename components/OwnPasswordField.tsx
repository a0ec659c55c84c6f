/**
 * A field for the current password that works without JavaScript.
 *
 * @module
 */
import { Field } from "./Field.tsx";
import { KnownAddress } from "./KnownAddress.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The password field, the address for password managers and a link to recovery. */
export function OwnPasswordField(
  { messages, name, address, focused, problem }: {
    messages: Messages["ownPassword"];
    /** The input's name and ID. */
    name: string;
    /** The account's address. Leave it out if the viewer may not know it. */
    address?: string;
    /** Focuses the field when the page loads. */
    focused?: true;
    problem?: string;
  },
) {
  return (
    <>
      {address !== undefined && <KnownAddress address={address} />}
      <Field
        name={name}
        label={messages.label}
        type="password"
        autocomplete="current-password"
        input={focused && { autofocus: true }}
        problem={problem}
      />
      <p class="aside">
        <a href="/auth/recover">{messages.forgotten}</a>
      </p>
    </>
  );
}
