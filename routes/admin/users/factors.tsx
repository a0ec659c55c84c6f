import { type Context, HttpError, page } from "fresh";
import { Title, whenFailed } from "../../../components/Title.tsx";
import { UserFactors } from "../../../components/UserFactors.tsx";
import { findUserFactors, resetUserFactors } from "@latchkey/core";
import { readForm, withNotice } from "@latchkey/core/http";
import { fill, format } from "@latchkey/core/i18n";
import { loggedIn, type LoggedInState } from "../../../lib/state.ts";

/** What went wrong with the form. */
interface Wrong {
  /** The reason as typed. */
  readonly reason?: string;
  readonly problem?: string;
  readonly failure?: string;
}

export const handlers = loggedIn.handlers({
  GET: async (ctx) => page(await dataFor(ctx)),

  async POST(ctx) {
    const { services, user: admin, language: { messages } } = ctx.state;
    const { reason = "" } = await readForm(ctx.req);
    const userId = userIdOf(ctx);
    const result = await resetUserFactors(services, admin.id, {
      userId,
      reason,
    });
    if (result === "reason") {
      const problem = messages.userFactors.reasonProblem;
      return page(await dataFor(ctx, { reason, problem }), { status: 422 });
    }
    if (result === "own") {
      const failure = messages.admin.failures.own;
      return page(await dataFor(ctx, { failure }), { status: 409 });
    }
    if (result === "gone") throw new HttpError(404);
    // A form that is sent twice finds no factors the second time.
    const notice = result === "done" ? "reset-factors" : "no-factors";
    const list = ctx.redirect(`/admin/users?q=${userId}`, 303);
    return withNotice(ctx, list, notice);
  },
});

export default loggedIn.page<typeof handlers>(function UserFactorsPage(
  { data, state: { language }, url },
) {
  const { admin, userFactors: messages } = language.messages;
  const { address } = data;
  return (
    <>
      <Title failed={whenFailed(data, language.messages)}>
        {format(messages.title, { address })}
      </Title>
      <p class="up">
        <a href="/admin/users" f-client-nav>{admin.title}</a>
      </p>
      <h1>{fill(messages.title, { address: <bdi>{address}</bdi> })}</h1>
      <UserFactors
        {...data}
        action={url.pathname + url.search}
        language={language}
      />
    </>
  );
});

function userIdOf({ url }: Pick<Context<LoggedInState>, "url">): string {
  return url.searchParams.get("user") ?? "";
}

/** @throws {HttpError} 404 if there is no such account. */
async function dataFor(ctx: Context<LoggedInState>, wrong: Wrong = {}) {
  const { services, user: admin } = ctx.state;
  const found = await findUserFactors(services, admin.id, userIdOf(ctx));
  if (!found) throw new HttpError(404);
  return { ...found, ...wrong };
}
