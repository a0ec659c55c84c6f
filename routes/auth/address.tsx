import { type Context, page } from "fresh";
import { DeadLink } from "../../components/DeadLink.tsx";
import { Failure } from "../../components/Failure.tsx";
import {
  OwnerProofForm,
  type OwnerProofView,
} from "../../components/OwnerProofForm.tsx";
import { OwnPasswordField } from "../../components/OwnPasswordField.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import {
  changeAddress,
  findEmailChange,
  shownAddress,
  type User,
} from "@latchkey/core";
import {
  addToReplay,
  clientInfoOf,
  enterOwnerProof,
  ownerProofs,
  readReplayable,
  TOKEN_PAGE,
  withNotice,
} from "@latchkey/core/http";
import { fill, problemMessage } from "@latchkey/core/i18n";
import type { Messages } from "../../lib/messages/language.ts";
import { define, type State } from "../../lib/state.ts";

type NewAddressData =
  | { is: "void" }
  | { is: "taken" | "changed"; address: string }
  | ({ is: "question" } & OwnerProofView);

export const handlers = define.handlers<NewAddressData>({
  async GET(ctx) {
    const token = ctx.url.searchParams.get("token") ?? "";
    const wanted = await findEmailChange(ctx.state.services, token);
    if (!wanted) return page({ is: "void" }, { status: 410 });
    return page(await question(ctx, wanted, token), { headers: TOKEN_PAGE });
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
    const asked = await question(ctx, wanted, token);
    if (isAgain) return page(asked);

    // If the new address was mistyped, its owner must not be able to take over the account.
    if (asked.proofs) {
      const entered = await enterOwnerProof(ctx, wanted.user, form);
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
    return asked.proofs
      ? page({ is: result, address })
      : withNotice(ctx, ctx.redirect("/account", 303), "address_changed");
  },
});

async function question(
  ctx: Context<State>,
  wanted: { readonly user: User; readonly address: string },
  token: string,
) {
  const own = ctx.state.user?.id === wanted.user.id;
  const address = shownAddress(wanted.address);
  const proofs = own ? null : await ownerProofs(ctx, wanted.user);
  return { is: "question" as const, token, address, proofs };
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
  { messages, ...data }: OwnerProofView & { messages: Messages },
) {
  const { newAddressLink: link, ownPassword, passwordless } = messages;
  const { address, proofs } = data;
  return (
    <>
      <p>{fill(link.explained, { address: <b>{address}</b> })}</p>
      {proofs && !proofs.password && <p>{passwordless.newAddress.explained}</p>}
      <OwnerProofForm
        {...data}
        action="/auth/address"
        button={fill(link.use, { address: <bdi>{address}</bdi> })}
        messages={messages}
      >
        {proofs && (
          <>
            <p>{link.password}</p>
            <OwnPasswordField
              messages={ownPassword}
              name="password"
              problem={problemMessage(messages, data.problem)}
            />
          </>
        )}
      </OwnerProofForm>
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
