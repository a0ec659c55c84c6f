/**
 * The line of a form in which a person enters the password they have, without script.
 *
 * @module
 */
import { Field } from "./Field.tsx";
import { KnownAddress } from "./KnownAddress.tsx";
import type { Words } from "../lib/messages/language.ts";

/** The password, the address by which password managers find it, and a way on for who has forgotten it or never had one. */
export function OwnPasswordField(
  { words, name, address, focused, problem }: {
    words: Words["ownPassword"];
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
        label={words.label}
        type="password"
        autocomplete="current-password"
        input={focused && { autofocus: true }}
        problem={problem}
      />
      <p class="aside">
        <a href="/auth/recover">{words.forgotten}</a>
      </p>
    </>
  );
}
