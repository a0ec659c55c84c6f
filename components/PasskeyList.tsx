/**
 * The passkeys of an account, each with forms that rename and remove it.
 *
 * @module
 */
import type { PasskeyView } from "@latchkey/core";
import { authenticatorName } from "@latchkey/core/http";
import { fill, format } from "@latchkey/core/i18n";
import { Field } from "./Field.tsx";
import { FormOwner } from "./FormOwner.tsx";
import { ListRow, RowButton } from "./ListRow.tsx";
import { Ago, OnDay } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

const ACTION = "/account/passkeys";

/** Props of {@linkcode PasskeyList}. */
export interface PasskeyListProps {
  passkeys: readonly PasskeyView[];
  /** The passkey whose new name was refused, with the name and the error message. */
  renaming?: { id: string; name: string; problem?: string };
  /** Milliseconds since the epoch. */
  now: number;
  language: Language;
}

/** The list. */
export function PasskeyList(props: PasskeyListProps) {
  return (
    <ul class="rows">
      {props.passkeys.map((passkey) => (
        <Row key={passkey.id} {...props} passkey={passkey} />
      ))}
    </ul>
  );
}

function Row({ passkey, renaming, now, language }: PasskeyListProps & {
  passkey: PasskeyView;
}) {
  const { id, name } = passkey;
  const messages = language.messages.passkeys;
  const refused = renaming?.id === id ? renaming : undefined;
  return (
    <ListRow
      icon="key"
      title={<bdi>{name}</bdi>}
      button={
        <RowButton
          action={ACTION}
          name="remove"
          value={id}
          label={format(messages.removeOne, { name })}
        >
          {messages.remove}
        </RowButton>
      }
    >
      <Facts passkey={passkey} now={now} language={language} />
      <details class="other" open={refused !== undefined}>
        <summary aria-label={format(messages.renameOne, { name })}>
          {messages.rename}
        </summary>
        <form method="post" action={ACTION} noValidate>
          <FormOwner />
          <input type="hidden" name="rename" value={id} />
          <Field
            name="name"
            id={`name-${id}`}
            label={messages.name}
            type="text"
            autocomplete="off"
            startValue={refused?.name ?? name}
            problem={refused?.problem}
          />
          <button type="submit">{messages.save}</button>
        </form>
      </details>
    </ListRow>
  );
}

function Facts({ passkey, now, language }: {
  passkey: PasskeyView;
  now: number;
  language: Language;
}) {
  const { name, aaguid, createdAt, lastUsedAt, backedUp } = passkey;
  const { added, used, unused, synced, bound } = language.messages.passkeys;
  const authenticator = authenticatorName(aaguid);
  const day = <OnDay at={createdAt} language={language} />;
  const time = lastUsedAt !== null && (
    <Ago at={lastUsedAt} now={now} language={language} />
  );
  return (
    <p>
      {authenticator && authenticator !== name && <>{authenticator} ·{" "}</>}
      {backedUp ? synced : bound}
      <br />
      {fill(added, { day })} · {time ? fill(used, { time }) : unused}
    </p>
  );
}
