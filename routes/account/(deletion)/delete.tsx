import { page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { OwnPasswordField } from "../../../components/OwnPasswordField.tsx";
import { PlainForm } from "../../../components/PlainForm.tsx";
import { LogoutWarning } from "../../../components/LogoutWarning.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import { AtMinute } from "../../../components/When.tsx";
import {
  DELETION_GRACE_DAYS,
  hasPassword,
  requestDeletion,
} from "@latchkey/core";
import {
  clientInfoOf,
  enterPassword,
  forgetLogin,
  readForm,
} from "@latchkey/core/http";
import {
  fill,
  plural,
  type Problem,
  problemMessage,
} from "@latchkey/core/i18n";
import type { Language } from "../../../lib/messages/language.ts";
import { loggedIn } from "../../../lib/state.ts";

/** The form, or the time of the deletion in milliseconds since the epoch. */
type DeletePageData =
  | {
    address: string;
    /** Whether the form asks for it. */
    password: boolean;
    problem?: Problem;
    failure?: string;
  }
  | { deleteAfter: number };

export const handlers = loggedIn.handlers<DeletePageData>({
  async GET({ state: { services, user } }) {
    const password = await hasPassword(services, user);
    return page({ address: user.address, password });
  },

  // The form asks for the password itself, so the page needs no recent login. An account
  // without one has proved its identity: see `_middleware.ts`.
  async POST(ctx) {
    const { services, user: { id, address } } = ctx.state;
    const form = await readForm(ctx.req);
    const user = await services.store.users.byId(id);
    const entered = user?.passwordHash === ""
      ? { ok: true, user } as const
      : await enterPassword(ctx, user, form);
    if (!entered.ok) {
      const asked = { address, password: true, ...entered.shown };
      return page(asked, entered.init);
    }
    const deleteAfter = await requestDeletion(
      services,
      entered.user,
      await clientInfoOf(ctx),
    );
    return page({ deleteAfter }, { headers: forgetLogin(ctx.state) });
  },
});

export default loggedIn.page<typeof handlers>(function DeletePage(
  { data, state },
) {
  const { language } = state;
  if ("deleteAfter" in data) {
    return <Goodbye until={data.deleteAfter} language={language} />;
  }
  const { messages: { account, deletion, ownPassword }, locale } = language;
  return (
    <AccountPage
      title={deletion.title}
      failed={whenFailed(data, language.messages)}
      messages={account}
    >
      <p>{plural(locale, deletion.explained, DELETION_GRACE_DAYS)}</p>
      <p>
        {fill(deletion.exportFirst, {
          export: <a href="/account/export">{deletion.export}</a>,
        })}
      </p>
      <PlainForm
        action="/account/delete"
        failure={data.failure}
        button={deletion.send}
        harm
      >
        {data.password && (
          <OwnPasswordField
            messages={ownPassword}
            name="password"
            address={data.address}
            problem={problemMessage(language.messages, data.problem)}
          />
        )}
      </PlainForm>
      <LogoutWarning {...state} />
    </AccountPage>
  );
});

function Goodbye({ until, language }: { until: number; language: Language }) {
  const { goodbye, done, changedMind, logIn } = language.messages.deletion;
  const time = <AtMinute at={until} language={language} />;
  return (
    <>
      <Title>{goodbye}</Title>
      <h1>{goodbye}</h1>
      <p class="done" role="status">{fill(done, { time })}</p>
      <p>{fill(changedMind, { logIn: <a href="/auth/login">{logIn}</a> })}</p>
    </>
  );
}
