import { page } from "fresh";
import { DeadLink } from "../../components/DeadLink.tsx";
import { PlainForm } from "../../components/PlainForm.tsx";
import { Title } from "../../components/Title.tsx";
import { findAccountToSecure, secureAccount } from "@latchkey/core";
import { clientInfoOf, readForm, TOKEN_PAGE } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define } from "../../lib/state.ts";

/** A valid link and what it would do, or null. */
type SecureAccountData = { token: string; formerAddress: string | null } | null;

export const handlers = define.handlers<SecureAccountData>({
  async GET({ state: { services }, url }) {
    const token = url.searchParams.get("token") ?? "";
    const found = await findAccountToSecure(services, token);
    return found
      ? page({ ...found, token }, { headers: TOKEN_PAGE })
      : page(null, { status: 410 });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const { token = "" } = await readForm(ctx.req);
    const recovery = await secureAccount(
      services,
      token,
      await clientInfoOf(ctx),
    );
    return recovery === null
      ? page(null, { status: 410 })
      : ctx.redirect(`/auth/recover/new?token=${recovery}`, 303);
  },
});

export default define.page<typeof handlers>(function SecureAccountPage(
  { data, state: { services, language: { messages } } },
) {
  const { secureAccount } = messages;
  if (!data) {
    return (
      <DeadLink messages={messages.deadLink}>
        <p>{secureAccount.deadLink}</p>
        <p>
          <a class="button" href="/auth/recover">{secureAccount.setNew}</a>
        </p>
      </DeadLink>
    );
  }
  return (
    <>
      <Title>{secureAccount.title}</Title>
      <h1>{secureAccount.title}</h1>
      <p>{secureAccount.question}</p>
      <ul>
        {data.formerAddress !== null && (
          <li>
            {fill(secureAccount.address, {
              address: <b>{data.formerAddress}</b>,
            })}
          </li>
        )}
        <li>{secureAccount.loggedOut}</li>
        <li>{secureAccount.password}</li>
        <li>{secureAccount.links}</li>
        {services.site.features.some(({ factor }) => factor) && (
          <li>{secureAccount.factors}</li>
        )}
        <li>{secureAccount.deletionCancelled}</li>
      </ul>
      <p>{secureAccount.then}</p>
      <PlainForm action="/auth/secure-account" button={secureAccount.send}>
        <input type="hidden" name="token" value={data.token} />
      </PlainForm>
    </>
  );
});
