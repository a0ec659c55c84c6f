/**
 * The pages for confirming an email address.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type { UserView } from "@latchkey/core";
import type { OwnerProofs } from "@latchkey/core/http";
import { fill, problemMessage } from "@latchkey/core/i18n";
import { CodeForm, type CodeFormProps } from "./CodeForm.tsx";
import { DeadLink } from "./DeadLink.tsx";
import { Field } from "./Field.tsx";
import { FormOwner } from "./FormOwner.tsx";
import { KnownAddress } from "./KnownAddress.tsx";
import { OwnerProofForm, type OwnerProofView } from "./OwnerProofForm.tsx";
import { Title, whenFailed } from "./Title.tsx";
import { TokenForm } from "./TokenForm.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The page to show. */
export type ConfirmView =
  /** A valid link was opened. */
  | ({ readonly show: "link" } & OwnerProofView)
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
        : <ByProof {...props} proofs={props.proofs} />}
    </Page>
  );
}

/**
 * Someone else may have signed up with this address and a password of their own, or with a
 * passkey.
 */
function ByProof(props: ByLinkProps & { proofs: OwnerProofs }) {
  const { messages, address, proofs: { password, factors } } = props;
  const { verify: { elsewhere }, passwordless: { confirm } } = messages;
  const { explained, ...claim } = password ? elsewhere : confirm;
  return (
    <>
      {(password || factors.length > 0) && (
        <p>{fill(explained, { address: <b>{address}</b> })}</p>
      )}
      <OwnerProofForm
        {...props}
        action="/auth/verify"
        button={elsewhere.send}
      >
        <KnownAddress address={address} />
        <Field
          name="password"
          label={elsewhere.password}
          type="password"
          autocomplete="current-password"
          problem={problemMessage(messages, props.problem)}
        />
      </OwnerProofForm>
      <Claim token={props.token} {...claim} />
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
