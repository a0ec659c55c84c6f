import { page } from "fresh";
import { AccountPage } from "../../components/AccountPage.tsx";
import { Field } from "../../components/Field.tsx";
import { PlainForm } from "../../components/PlainForm.tsx";
import { LogoutWarning } from "../../components/LogoutWarning.tsx";
import { whenFailed } from "../../components/Title.tsx";
import { changeName } from "@latchkey/core";
import { check, nameForm } from "@latchkey/core/forms";
import {
  clientInfoOf,
  rateLimit,
  readReplayable,
  withNotice,
} from "@latchkey/core/http";
import { type Problem, problemMessage } from "@latchkey/core/i18n";
import { loggedIn } from "../../lib/state.ts";

/** More than anybody needs; each new name is written down for 90 days. */
const limit = rateLimit("change-name", {
  account: { burst: 10, refillSeconds: 600 },
});

/** What the form shows: the name as it is or as it was typed, and what is wrong with it. */
interface NamePageData {
  name: string;
  problem?: Problem;
  failure?: string;
}

export const handlers = loggedIn.handlers<NamePageData>({
  GET: ({ state }) => page({ name: state.user.name }),

  async POST(ctx) {
    const { services, user } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    if (isAgain) return page({ name: form.name ?? "" });
    const checked = check(nameForm, form);
    if (!checked.ok) {
      const { name: problem } = checked.problems;
      return page({ name: form.name ?? "", problem }, { status: 422 });
    }
    const { name } = checked.values;
    const wait = await limit.check(ctx);
    if (wait) return page({ name, failure: wait.failure }, wait.init);
    await changeName(services, user, name, await clientInfoOf(ctx));
    return withNotice(ctx, ctx.redirect("/account", 303), "name_changed");
  },
});

export default loggedIn.page<typeof handlers>(function NamePage(
  { data, state },
) {
  const { messages } = state.language;
  const { title, heading, explained, label, send } = messages.name;
  return (
    <AccountPage
      title={title}
      heading={heading}
      failed={whenFailed(data, messages)}
      messages={messages.account}
    >
      <p>{explained}</p>
      <PlainForm
        action="/account/name"
        failure={data.failure}
        button={send}
      >
        <Field
          name="name"
          label={label}
          type="text"
          autocomplete="name"
          input={{ autocapitalize: "words", required: false }}
          startValue={data.name}
          problem={problemMessage(messages, data.problem)}
        />
      </PlainForm>
      <LogoutWarning {...state} />
    </AccountPage>
  );
});
