import { page } from "fresh";
import { AccountPage } from "../../components/AccountPage.tsx";
import { Field } from "../../components/Field.tsx";
import { PlainForm } from "../../components/PlainForm.tsx";
import { LogoutWarning } from "../../components/LogoutWarning.tsx";
import { ProfileFields } from "../../components/ProfileFields.tsx";
import { whenFailed } from "../../components/Title.tsx";
import { changeProfile } from "@latchkey/core";
import { check, type Problems } from "@latchkey/core/forms";
import type { Profile } from "@latchkey/core/new-password";
import {
  clientInfoOf,
  nameForm,
  profileIn,
  rateLimit,
  readReplayable,
  withNotice,
} from "@latchkey/core/http";
import { problemMessage } from "@latchkey/core/i18n";
import { loggedIn } from "../../lib/state.ts";

/** Limited because each change is recorded for 90 days. */
const limit = rateLimit("change-name", {
  account: { burst: 10, refillSeconds: 600 },
});

/** The saved or submitted values, with their errors. */
interface NamePageData {
  name: string;
  /** The site's own fields, by name. */
  profile: Profile;
  problems?: Problems<typeof nameForm>;
  failure?: string;
}

export const handlers = loggedIn.handlers<NamePageData>({
  async GET({ state: { services, user } }) {
    const { profile = {} } = await services.store.users.byId(user.id) ?? {};
    return page({ name: user.name, profile });
  },

  async POST(ctx) {
    const { services, user } = ctx.state;
    const { profileFields } = services.site;
    const { fields: form, isAgain } = await readReplayable(ctx);
    const profile = profileIn(profileFields, form);
    const typed = { name: form.name ?? "", profile };
    if (isAgain) return page(typed);
    const checked = check(nameForm(profileFields), form);
    if (!checked.ok) {
      return page({ ...typed, problems: checked.problems }, { status: 422 });
    }
    const { name } = checked.values;
    const wait = await limit.check(ctx);
    if (wait) return page({ name, profile, failure: wait.failure }, wait.init);
    const clientInfo = await clientInfoOf(ctx);
    await changeProfile(services, user, { name, profile }, clientInfo);
    return withNotice(ctx, ctx.redirect("/account", 303), "name_changed");
  },
});

export default loggedIn.page<typeof handlers>(function NamePage(
  { data, state },
) {
  const { messages } = state.language;
  const { title, explained, label, send } = messages.name;
  return (
    <AccountPage
      title={title}
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
          problem={problemMessage(messages, data.problems?.name)}
        />
        <ProfileFields
          fields={state.services.site.profileFields}
          values={data.profile}
          messages={messages.profile}
          fieldState={(name) => ({
            problem: problemMessage(messages, data.problems?.[name]),
          })}
        />
      </PlainForm>
      <LogoutWarning {...state} />
    </AccountPage>
  );
});
