import { type Context, page } from "fresh";
import { ListPage } from "../../../../components/ListPage.tsx";
import { PasskeyList } from "../../../../components/PasskeyList.tsx";
import { PasskeySignals } from "../../../../components/PasskeySupport.tsx";
import { type PasskeyView, removePasskey } from "@latchkey/core";
import { passkeys } from "@latchkey/core/features";
import { check } from "@latchkey/core/forms";
import {
  clientInfoOf,
  currentPasskeys,
  type FormFields,
  nameForm,
  type PasskeySignal,
  rateLimit,
  readReplayable,
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import { type Problem, problemMessage } from "@latchkey/core/i18n";
import { loggedIn, type LoggedInState } from "../../../../lib/state.ts";

/** Limited because each removal is recorded for 90 days and tells the owner by email. */
const limit = rateLimit("change-passkeys", {
  account: { burst: 30, refillSeconds: 300 },
});

/** The name of a passkey is required. */
const form = nameForm({});

interface PasskeysData {
  readonly list: readonly PasskeyView[];
  readonly signals: readonly PasskeySignal[];
  readonly done?: string;
  readonly failure?: string;
  /** The passkey that couldn't be renamed, and why. */
  readonly renaming?: {
    readonly id: string;
    readonly name: string;
    readonly problem?: Problem;
  };
}

type Ctx = Context<LoggedInState>;

export const handlers = loggedIn.handlers<PasskeysData>({
  async GET(ctx) {
    const { notices } = ctx.state.language.messages.passkeys;
    const { notice: done, headers } = takeNotice(ctx, notices);
    return page({ ...await listed(ctx), done }, { headers });
  },

  async POST(ctx) {
    const { fields, isAgain } = await readReplayable(ctx);
    if (isAgain) return page(await listed(ctx));
    const wait = await limit.check(ctx);
    if (wait) {
      return page({ ...await listed(ctx), failure: wait.failure }, wait.init);
    }
    return "remove" in fields
      ? await remove(ctx, fields.remove)
      : await rename(ctx, fields);
  },
});

async function remove(ctx: Ctx, id: string) {
  const { services, session, language: { messages } } = ctx.state;
  const clientInfo = await clientInfoOf(ctx);
  const result = await removePasskey(services, session, { id, clientInfo });
  if (result.removed) return done(ctx, "passkey_removed");
  const failure = messages.passkeys.failures[result.why];
  const status = result.why === "gone" ? 404 : 409;
  return page({ ...await listed(ctx), failure }, { status });
}

async function rename(ctx: Ctx, { rename: id = "", ...fields }: FormFields) {
  const { services, user, language: { messages } } = ctx.state;
  const checked = check(form, fields);
  const name = checked.ok ? checked.values.name : fields.name ?? "";
  if (!checked.ok || name === "") {
    const problem = checked.ok ? "fieldRequired" : checked.problems.name;
    const renaming = { id, name, problem };
    return page({ ...await listed(ctx), renaming }, { status: 422 });
  }
  if (await services.use(passkeys).rename(user.id, id, name)) {
    return done(ctx, "passkey_renamed");
  }
  const failure = messages.passkeys.failures.gone;
  return page({ ...await listed(ctx), failure }, { status: 404 });
}

function done(ctx: Ctx, notice: string): Response {
  return withNotice(ctx, ctx.redirect("/account/passkeys", 303), notice);
}

/** The passkeys, and what to tell the browser about them. */
async function listed({ url, state: { services, user } }: Ctx) {
  const queries = services.use(passkeys);
  const list = await queries.list(user.id);
  return { list, signals: currentPasskeys(queries.party(url), user, list) };
}

export default loggedIn.page<typeof handlers>(function PasskeysPage(
  { data, state: { services, language } },
) {
  const { messages } = language;
  const { title, explained, none, add } = messages.passkeys;
  const { list, signals, renaming } = data;
  return (
    <ListPage
      title={title}
      done={data.done}
      changesLogin={data.done !== messages.passkeys.notices.passkey_renamed}
      failure={data.failure}
      problem={renaming?.problem}
      messages={messages}
    >
      <PasskeySignals signals={signals} />
      <p>{explained}</p>
      {list.length === 0 ? <p class="quiet">{none}</p> : (
        <PasskeyList
          passkeys={list}
          renaming={renaming && {
            ...renaming,
            problem: problemMessage(messages, renaming.problem),
          }}
          now={services.now()}
          language={language}
        />
      )}
      <p>
        <a class="button" href="/account/passkeys/new">{add}</a>
      </p>
    </ListPage>
  );
});
