/**
 * What somebody reads who sent a form that belongs to another account.
 *
 * @module
 */
import type { OwnerMismatch } from "@latchkey/core/forms";
import type { FormFields } from "@latchkey/core/http";
import { fill, type Words } from "@latchkey/core/i18n";
import { Failure } from "./Failure.tsx";
import { SendKept } from "./KeptForm.tsx";
import { LogoutForm } from "./SiteMap.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { SentFields } from "./SentFields.tsx";
import { Title } from "./Title.tsx";

/** Which form it was, and who is logged in now. */
export interface OtherOwnerProps {
  readonly mismatch: Exclude<OwnerMismatch, "logged_out">;
  /** The address of the account that is logged in. */
  readonly address: string;
  /** What was sent, save passwords. */
  readonly fields: FormFields;
  /** Where it was sent: a path of this site. */
  readonly to: string;
  /** Where the owner logs in to send it again; null when it holds a token, which is not shown. */
  readonly again: string | null;
  /** The page that the form was on. */
  readonly page: string;
  readonly words: Words;
}

/** Says that nothing was changed, shows what was typed, and offers to go on. */
export function OtherOwner(props: OtherOwnerProps) {
  const { mismatch, words } = props;
  const { otherOwner } = words;
  const address = <b>{props.address}</b>;
  return (
    <>
      <Title>{otherOwner.title}</Title>
      <h1>{otherOwner.title}</h1>
      <Failure>{fill(otherOwner[mismatch], { address })}</Failure>
      <GoOn {...props} />
      <p class="after">
        <a href={props.page}>{otherOwner.open}</a>
      </p>
    </>
  );
}

function GoOn({ mismatch, fields, to, again, words }: OtherOwnerProps) {
  if (to === "/auth/logout") return <LogoutForm words={words.site} />;
  if (again === null) return null;
  return mismatch === "logged_in_since"
    ? <SendKept to={to} fields={fields} words={words.signInAgain} />
    : (
      <PlainForm action={again} button={words.otherOwner.logIn}>
        <SentFields fields={fields} />
      </PlainForm>
    );
}
