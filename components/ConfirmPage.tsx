/**
 * The pages for confirming an email address.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type { UserView } from "@latchkey/core";
import type { OwnerProofs } from "@latchkey/core/http";
import { fill, type Problem, problemMessage } from "@latchkey/core/i18n";
import { CodeForm, type CodeFormProps } from "./CodeForm.tsx";
import { DeadLink } from "./DeadLink.tsx";
import { FactorForms } from "./FactorForms.tsx";
import { Field } from "./Field.tsx";
import { FormOwner } from "./FormOwner.tsx";
import { KnownAddress } from "./KnownAddress.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { Title, whenFailed } from "./Title.tsx";
import { TokenForm } from "./TokenForm.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The page to show. */
export type ConfirmView =
  /** A valid link was opened. */
  | {
    readonly show: "link";
    readonly address: string;
    readonly token: string;
    /**
     * What proves that the person signed up; null if this browser requested the email or is
     * logged in to the account.
     */
    readonly proofs: OwnerProofs | null;
    /** The factor that was tried. */
    readonly tried?: string;
    readonly problem?: Problem;
    readonly failure?: string;
  }
  /** A form for the code. */
  | ({ readonly show: "code"; readonly done?: string } & CodeFormProps)
  /** The address of the logged-in account is confirmed. */
  | { readonly show: "confirmed" }
  | { readonly show: "dead" };

/** What all views need. */
interface Viewer {
  messages: Messages;
  user: UserView | null;
  canMail: boolean;
}

type ByLinkProps = Extract<ConfirmView, { show: "link" }> & Viewer;

/** Shows one of the views. */
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
      {props.proofs === null
        ? (
          <>
            <p>{messages.tokenForm.moment}</p>
            <TokenForm
              action="/auth/verify"
              token={token}
              button={fill(verify.byLink, { address: <bdi>{address}</bdi> })}
              requestedHere
            />
          </>
        )
        : props.proofs.password
        ? <ByPassword {...props} />
        : <ByFactor {...props} factors={props.proofs.factors} />}
    </Page>
  );
}

/** Someone else may have signed up with this address and a password of their own. */
function ByPassword(
  { messages, address, token, problem, failure }: ByLinkProps,
) {
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
      <Claim token={token} {...elsewhere} />
    </>
  );
}

/** The same without a password: they may have a passkey. */
function ByFactor(
  { factors, ...props }: ByLinkProps & Pick<OwnerProofs, "factors">,
) {
  const { messages, address, token } = props;
  const { confirm } = messages.passwordless;
  return (
    <>
      {factors.length > 0 && (
        <p>{fill(confirm.explained, { address: <b>{address}</b> })}</p>
      )}
      <FactorForms
        {...props}
        action="/auth/verify"
        factors={factors}
        factorField="factor"
        proofField="proof"
        sendField="send"
        button={messages.verify.elsewhere.send}
        isFirst
      >
        <input type="hidden" name="token" value={token} />
      </FactorForms>
      <Claim token={token} {...confirm} />
    </>
  );
}

/** Takes the account from the person who signed up. */
function Claim({ token, unknown, claim }: {
  token: string;
  unknown: string;
  /** The text of the button. */
  claim: string;
}) {
  return (
    <form class="after" method="post" action="/auth/verify">
      <FormOwner />
      <p>{unknown}</p>
      <input type="hidden" name="token" value={token} />
      <button type="submit" name="claim" value="yes">{claim}</button>
    </form>
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
      {user && canMail && <ResendEmail messages={verify} />}
      {!user && <p class="after">{fill(verify.toGetAnother, { logIn })}</p>}
    </Page>
  );
}

function Confirmed({ messages: { verify: { confirmed } } }: Viewer) {
  return (
    <Page title={confirmed.title}>
      <p class="lead" role="status">{confirmed.loggedIn}</p>
      <p>
        <a class="button" href="/">{confirmed.continueLink}</a>
      </p>
    </Page>
  );
}

function Dead({ user, canMail, messages }: Viewer) {
  const { verify } = messages;
  const { explained, logIn } = verify.deadLink;
  const link = <a href="/auth/login?next=/auth/verify">{logIn}</a>;
  return (
    <DeadLink messages={messages.deadLink}>
      {user && canMail
        ? <ResendEmail messages={verify} />
        : <p>{fill(explained, { logIn: link })}</p>}
    </DeadLink>
  );
}

function ResendEmail({ messages }: { messages: Messages["verify"] }) {
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
