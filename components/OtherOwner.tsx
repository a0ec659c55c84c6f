/**
 * The page for a form that was opened with another account.
 *
 * @module
 */
import type { OtherOwnerProps } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { Failure } from "./Failure.tsx";
import { ResendForm } from "./ReplayForm.tsx";
import { LogoutForm } from "./SiteMap.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { SentFields } from "./SentFields.tsx";
import { Title } from "./Title.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Says that nothing was changed, shows the submitted values and offers a way to continue. */
export function OtherOwner(props: OtherOwnerProps<Language>) {
  const { mismatch, language } = props;
  const { otherOwner } = language.messages;
  const address = <b>{props.address}</b>;
  return (
    <>
      <Title>{otherOwner.title}</Title>
      <h1>{otherOwner.title}</h1>
      <Failure>{fill(otherOwner[mismatch], { address })}</Failure>
      <NextStep {...props} />
      <p class="after">
        <a href={props.page}>{otherOwner.open}</a>
      </p>
    </>
  );
}

function NextStep(
  { mismatch, fields, to, again, language: { messages } }: OtherOwnerProps<
    Language
  >,
) {
  if (to === "/auth/logout") return <LogoutForm messages={messages.site} />;
  if (again === null) return null;
  return mismatch === "logged_in_since"
    ? <ResendForm to={to} fields={fields} messages={messages.loginAgain} />
    : (
      <PlainForm action={again} button={messages.otherOwner.logIn}>
        <SentFields fields={fields} />
      </PlainForm>
    );
}
