/**
 * The line of a form in which a person enters the password they have, without script.
 *
 * @module
 */
import { Field } from "./Field.tsx";
import { KnownAddress } from "./KnownAddress.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The password, the address by which password managers find it, and a way on for who has forgotten it or never had one. */
export function OwnPasswordField(
  { messages, name, address, focused, problem }: {
    messages: Messages["ownPassword"];
    /** Name and id of the input. */
    name: string;
    /** The address of the account; left out where it would tell who does not know. */
    address?: string;
    /** Whether the page begins there, since it is for nothing else. */
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
