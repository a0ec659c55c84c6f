/**
 * The pages on which a person confirms their address.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { TokenForm } from "./TokenForm.tsx";
import type { UserView } from "../lib/state.ts";
import { CodeForm, type CodeFormProps } from "./CodeForm.tsx";
import { DeadLink } from "./DeadLink.tsx";
import { Field } from "./Field.tsx";
import { KnownAddress } from "./KnownAddress.tsx";
import { PlainForm } from "./PlainForm.tsx";

/** Which of them is shown. */
export type ConfirmView =
  /** A mailed link that holds. */
  | {
    readonly show: "link";
    readonly address: string;
    readonly token: string;
    /** Whether the browser asked for the mail or is signed in; else the password has to show whose account it is. */
    readonly own: boolean;
    readonly problem?: string;
    readonly failure?: string;
  }
  /** A form for the code. */
  | ({ readonly show: "code"; readonly mailed?: boolean } & CodeFormProps)
  | { readonly show: "confirmed" }
  | { readonly show: "dead" };

/** Who looks, and whether mail can be sent. */
interface Viewer {
  user: UserView | null;
  canMail: boolean;
}

/** Confirming, and what comes before and after. */
export function ConfirmPage(props: ConfirmView & Viewer) {
  if (props.show === "link") return <ByLink {...props} />;
  if (props.show === "code") return <ByCode {...props} />;
  return props.show === "confirmed"
    ? <Confirmed user={props.user} />
    : <Dead {...props} />;
}

function ByLink(
  { address, token, own, ...form }: Extract<ConfirmView, { show: "link" }>,
) {
  return (
    <Page title="Confirm your address">
      {own
        ? (
          <>
            <p>One moment. If nothing happens, press the button.</p>
            <TokenForm
              action="/auth/verify"
              token={token}
              button={`Confirm ${address}`}
              askedHere
            />
          </>
        )
        : <NotOwn address={address} token={token} {...form} />}
    </Page>
  );
}

/** Who made the account may be somebody else, with a password of theirs. */
function NotOwn({ address, token, problem, failure }: {
  address: string;
  token: string;
  problem?: string;
  failure?: string;
}) {
  return (
    <>
      <p>
        This mail was asked for in another browser, or long ago. Was it you who
        signed up with <b>{address}</b>? Then enter the password that you chose.
      </p>
      <PlainForm action="/auth/verify" failure={failure} button="Confirm">
        <input type="hidden" name="token" value={token} />
        <KnownAddress address={address} />
        <Field
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          problem={problem}
        />
      </PlainForm>
      <form class="after" method="post" action="/auth/verify">
        <p>
          You do not know it, or somebody else signed up with your address? Set
          a new password: the account is yours alone then. If you want no
          account, close this page.
        </p>
        <input type="hidden" name="token" value={token} />
        <button type="submit" name="claim" value="yes">
          Set a new password
        </button>
      </form>
    </>
  );
}

function ByCode(
  { mailed, user, canMail, ...form }:
    & Extract<ConfirmView, { show: "code" }>
    & Viewer,
) {
  return (
    <Page title="Confirm your address">
      {mailed && <p class="done" role="status">A new mail is on its way.</p>}
      <p>
        {user
          ? (
            <>
              Type the code of the mail to{" "}
              <b>{user.address}</b>, or open its link.
            </>
          )
          : "Type the address you signed up with, and the code of the mail that we sent there."}
      </p>
      <CodeForm {...form} address={user?.address} />
      {user && canMail && <MailAgain />}
      {!user && (
        <p class="after">
          To get another mail,{" "}
          <a href="/auth/login?next=/auth/verify">sign in</a>.
        </p>
      )}
    </Page>
  );
}

function Confirmed({ user }: Pick<Viewer, "user">) {
  return (
    <Page title="Your address is confirmed">
      <p class="lead" role="status">
        {user ? "You are signed in." : "Sign in with it now."}
      </p>
      <p>
        {user
          ? <a class="button" href="/">Go on</a>
          : <a class="button" href="/auth/login">Sign in</a>}
      </p>
    </Page>
  );
}

function Dead({ user, canMail }: Viewer) {
  return (
    <DeadLink>
      {user && canMail ? <MailAgain /> : (
        <p>
          If you have just confirmed your address, all is well.{" "}
          <a href="/auth/login?next=/auth/verify">Sign in</a>{" "}
          to go on, or to get another mail.
        </p>
      )}
    </DeadLink>
  );
}

function MailAgain() {
  return (
    <form class="after" method="post" action="/auth/verify">
      <button type="submit" name="again" value="yes">
        Send the mail again
      </button>
    </form>
  );
}

function Page(
  { title, children }: { title: string; children: ComponentChildren },
) {
  return (
    <>
      <Head>
        <title>{`${title} · Latchkey`}</title>
      </Head>
      <h1>{title}</h1>
      {children}
    </>
  );
}
