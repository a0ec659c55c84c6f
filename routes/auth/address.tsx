import { page } from "fresh";
import { DeadLink } from "../../components/DeadLink.tsx";
import { Failure } from "../../components/Failure.tsx";
import { OwnPasswordField } from "../../components/OwnPasswordField.tsx";
import { PlainForm } from "../../components/PlainForm.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import { changeAddress, findEmailChange, shownAddress } from "@latchkey/core";
import {
  addToReplay,
  clientInfoOf,
  enterPassword,
  readReplayable,
  TOKEN_PAGE,
  withNotice,
} from "@latchkey/core/http";
import { fill, type Problem, problemMessage } from "@latchkey/core/i18n";
import type { Messages } from "../../lib/messages/language.ts";
import { define, type State } from "../../lib/state.ts";

type NewAddressData =
  | { is: "void" }
  | { is: "taken" | "changed"; address: string }
  | {
    is: "question";
    token: string;
    address: string;
    /** Whether the browser is logged in to the account. Otherwise the page asks for its password. */
    own: boolean;
    problem?: Problem;
    failure?: string;
  };

export const handlers = define.handlers<NewAddressData>({
  async GET({ state, url }) {
    const token = url.searchParams.get("token") ?? "";
    const wanted = await findEmailChange(state.services, token);
    if (!wanted) return page({ is: "void" }, { status: 410 });
    return page(question(state, wanted, token), { headers: TOKEN_PAGE });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    const { token = "", outcome } = form;
    if (isAgain && (outcome === "taken" || outcome === "changed")) {
      return page({ is: outcome, address: form.address ?? "" });
    }
    const wanted = await findEmailChange(services, token);
    if (!wanted) return page({ is: "void" }, { status: 410 });
    const asked = question(ctx.state, wanted, token);
    if (isAgain) return page(asked);

    // If the new address was mistyped, its owner must not be able to take over the account.
    if (!asked.own) {
      const entered = await enterPassword(ctx, wanted.user, form);
      if (!entered.ok) {
        return page({ ...asked, ...entered.shown }, entered.init);
      }
    }
    const { address } = asked;
    const clientInfo = await clientInfoOf(ctx);
    const result = await changeAddress(services, token, clientInfo);
    if (result === "void") return page({ is: result }, { status: 410 });
    addToReplay(ctx.state, { outcome: result, address });
    if (result === "taken") {
      return page({ is: result, address }, { status: 409 });
    }
    return asked.own
      ? withNotice(ctx, ctx.redirect("/account", 303), "address_changed")
      : page({ is: result, address });
  },
});

function question(
  { user }: State,
  wanted: { user: { id: string }; address: string },
  token: string,
) {
  const own = user?.id === wanted.user.id;
  const address = shownAddress(wanted.address);
  return { is: "question" as const, token, address, own };
}

export default define.page<typeof handlers>(function NewAddressPage(
  { data, state },
) {
  const { messages } = state.language;
  const { newAddressLink: link } = messages;
  if (data.is === "void") {
    const look = <a href="/account">{link.look}</a>;
    const again = <a href="/account/address">{link.again}</a>;
    return (
      <DeadLink messages={messages.deadLink}>
        <p>{fill(link.deadLink, { look, again })}</p>
      </DeadLink>
    );
  }
  return (
    <>
      <Title
        failed={whenFailed(
          data.is === "question" ? data : { failure: data.is === "taken" },
          messages,
        )}
      >
        {link.title}
      </Title>
      <h1>{link.title}</h1>
      {data.is === "question"
        ? <Question {...data} messages={messages} />
        : <Outcome {...data} messages={link} />}
    </>
  );
});

function Question(
  { messages, address, ...data }:
    & Extract<NewAddressData, { is: "question" }>
    & { messages: Messages },
) {
  const { newAddressLink: link, ownPassword } = messages;
  return (
    <>
      <p>{fill(link.explained, { address: <b>{address}</b> })}</p>
      <PlainForm
        action="/auth/address"
        failure={data.failure}
        button={fill(link.use, { address: <bdi>{address}</bdi> })}
      >
        <input type="hidden" name="token" value={data.token} />
        {!data.own && (
          <>
            <p>{link.password}</p>
            <OwnPasswordField
              messages={ownPassword}
              name="password"
              problem={problemMessage(messages, data.problem)}
            />
          </>
        )}
      </PlainForm>
    </>
  );
}

function Outcome(
  { messages, is, address }:
    & Extract<NewAddressData, { is: "taken" | "changed" }>
    & { messages: Messages["newAddressLink"] },
) {
  return is === "changed"
    ? (
      <>
        <p class="done" role="status">
          {fill(messages.changed, { address: <b>{address}</b> })}
        </p>
        <p>
          <a class="button" href="/auth/login">{messages.logIn}</a>
        </p>
      </>
    )
    : (
      <>
        <Failure>
          {fill(messages.taken, { address: <bdi>{address}</bdi> })}
        </Failure>
        <p>
          <a href="/account/address">{messages.another}</a>
        </p>
      </>
    );
}
