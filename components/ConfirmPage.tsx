/**
 * The pages on which a person confirms their address.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type { UserView } from "@latchkey/core";
import { fill, type Problem, problemMessage } from "@latchkey/core/i18n";
import { CodeForm, type CodeFormProps } from "./CodeForm.tsx";
import { DeadLink } from "./DeadLink.tsx";
import { Field } from "./Field.tsx";
import { FormOwner } from "./FormOwner.tsx";
import { KnownAddress } from "./KnownAddress.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { Title, whenFailed } from "./Title.tsx";
import { TokenForm } from "./TokenForm.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Which of them is shown. */
export type ConfirmView =
  /** A mailed link that holds. */
  | {
    readonly show: "link";
    readonly address: string;
    readonly token: string;
    /** Whether the browser asked for the mail or is logged in; else the password has to show whose account it is. */
    readonly own: boolean;
    readonly problem?: Problem;
    readonly failure?: string;
  }
  /** A form for the code. */
  | ({ readonly show: "code"; readonly done?: string } & CodeFormProps)
  /** Done, for who is logged in. */
  | { readonly show: "confirmed" }
  | { readonly show: "dead" };

/** Who looks, in which language, and whether mail can be sent. */
interface Viewer {
  messages: Messages;
  user: UserView | null;
  canMail: boolean;
}

type ByLinkProps = Extract<ConfirmView, { show: "link" }> & Viewer;

/** Confirming, and what comes before and after. */
export function ConfirmPage(props: ConfirmView & Viewer) {
  if (props.show === "link") return <ByLink {...props} />;
  if (props.show === "code") return <ByCode {...props} />;
  return props.show === "confirmed"
    ? <Confirmed {...props} />
    : <Dead {...props} />;
}

function ByLink(props: ByLinkProps) {
  const { messages, address, token } = props;
  const { verify } = messages;
  return (
    <Page title={verify.title} failed={whenFailed(props, messages)}>
      {props.own
        ? (
          <>
            <p>{messages.tokenForm.moment}</p>
            <TokenForm
              action="/auth/verify"
              token={token}
              button={fill(verify.byLink, { address: <bdi>{address}</bdi> })}
              askedHere
            />
          </>
        )
        : <NotOwn {...props} />}
    </Page>
  );
}

/** Who made the account may be somebody else, with a password of theirs. */
function NotOwn({ messages, address, token, problem, failure }: ByLinkProps) {
  const { elsewhere } = messages.verify;
  return (
    <>
      <p>{fill(elsewhere.explained, { address: <b>{address}</b> })}</p>
      <PlainForm
        action="/auth/verify"
        failure={failure}
        button={elsewhere.send}
      >
        <input type="hidden" name="token" value={token} />
        <KnownAddress address={address} />
        <Field
          name="password"
          label={elsewhere.password}
          type="password"
          autocomplete="current-password"
          problem={problemMessage(messages, problem)}
        />
      </PlainForm>
      <form class="after" method="post" action="/auth/verify">
        <FormOwner />
        <p>{elsewhere.unknown}</p>
        <input type="hidden" name="token" value={token} />
        <button type="submit" name="claim" value="yes">
          {elsewhere.claim}
        </button>
      </form>
    </>
  );
}

function ByCode(
  { done, user, canMail, messages, ...form }:
    & Extract<ConfirmView, { show: "code" }>
    & Viewer,
) {
  const { verify } = messages;
  const logIn = <a href="/auth/login?next=/auth/verify">{verify.logIn}</a>;
  return (
    <Page title={verify.title} failed={whenFailed(form, messages)}>
      {done && <p class="done" role="status">{done}</p>}
      <p>
        {user
          ? fill(verify.byCode, { address: <b>{user.address}</b> })
          : verify.byCodeOf}
      </p>
      <CodeForm {...form} address={user?.address} messages={messages} />
      {user && canMail && <MailAgain messages={verify} />}
      {!user && <p class="after">{fill(verify.toGetAnother, { logIn })}</p>}
    </Page>
  );
}

function Confirmed({ messages: { verify: { confirmed } } }: Viewer) {
  return (
    <Page title={confirmed.title}>
      <p class="lead" role="status">{confirmed.loggedIn}</p>
      <p>
        <a class="button" href="/">{confirmed.goOn}</a>
      </p>
    </Page>
  );
}

function Dead({ user, canMail, messages }: Viewer) {
  const { verify } = messages;
  const deadLinkLogIn = (
    <a href="/auth/login?next=/auth/verify">{verify.deadLinkLogIn}</a>
  );
  return (
    <DeadLink messages={messages.deadLink}>
      {user && canMail
        ? <MailAgain messages={verify} />
        : <p>{fill(verify.void, { deadLinkLogIn })}</p>}
    </DeadLink>
  );
}

function MailAgain({ messages }: { messages: Messages["verify"] }) {
  return (
    <form class="after" method="post" action="/auth/verify">
      <FormOwner />
      <button type="submit" name="again" value="yes">
        {messages.again}
      </button>
    </form>
  );
}

function Page({ title, failed, children }: {
  title: string;
  failed?: string;
  children: ComponentChildren;
}) {
  return (
    <>
      <Title failed={failed}>{title}</Title>
      <h1>{title}</h1>
      {children}
    </>
  );
}
