import { HttpError, page } from "fresh";
import { Fragment } from "preact";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { Failure } from "../../../components/Failure.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import { UserTable } from "../../../components/UserTable.tsx";
import { actOnUser, featureCounts, findUsers } from "@latchkey/core";
import {
  readForm,
  safeNext,
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import type { Messages } from "../../../lib/messages/language.ts";
import { loggedIn, type LoggedInState } from "../../../lib/state.ts";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    const { notice: done, headers } = takeNotice(
      ctx,
      noticesOf(ctx.state.language.messages),
    );
    const list = await listFor(ctx.state, ctx.url);
    return page({ ...list, done, failure: undefined }, { headers });
  },

  async POST(ctx) {
    const { services, user: admin, language: { messages } } = ctx.state;
    const { user: userId = "", action = "" } = await readForm(ctx.req);
    const result = await actOnUser(services, admin.id, { action, userId });
    if (result === "no_such_action") {
      throw new HttpError(400, "There is no such action.");
    }
    if (result === "done") {
      const here = safeNext(pathOf(ctx.url));
      return withNotice(ctx, ctx.redirect(here, 303), action);
    }
    const list = await listFor(ctx.state, ctx.url);
    return page(
      { ...list, done: undefined, failure: messages.admin.failures[result] },
      { status: result === "own" ? 409 : 404 },
    );
  },
});

export default loggedIn.page<typeof handlers>(function UsersPage(
  { data, state: { language } },
) {
  const { text, users, done, failure } = data;
  const messages = language.messages.admin;
  return (
    <>
      <Title failed={whenFailed(data, language.messages)}>
        {messages.title}
      </Title>
      <h1>{messages.title}</h1>
      {done && <p class="done" role="status">{done}</p>}
      {failure && <Failure>{failure}</Failure>}
      <form
        class="search"
        method="get"
        role="search"
        f-client-nav
      >
        <label for="q">{messages.searchLabel}</label>
        <input
          id="q"
          name="q"
          type="search"
          value={text}
          autocapitalize="none"
          dir="auto"
        />
        <button type="submit">{messages.search}</button>
      </form>
      {users.length === 0
        ? (
          <EmptyState icon="search" title={messages.none}>
            {text && <a href="/admin/users" f-client-nav>{messages.all}</a>}
          </EmptyState>
        )
        : <UserTable users={users} action={data.here} language={language} />}
      <Counts of={data.counts} messages={language.messages.featureCounts} />
      {(data.first || data.next) && (
        <nav class="pages" aria-label={messages.pages} f-client-nav>
          {data.first && <a href={data.first}>{messages.firstPage}</a>}
          {data.next && <a href={data.next}>{messages.nextPage}</a>}
        </nav>
      )}
    </>
  );
});

/** What was done, here or to the factors of an account. */
function noticesOf({ admin, userFactors }: Messages) {
  return {
    ...admin.notices,
    "reset-factors": userFactors.done,
    "no-factors": userFactors.none,
  };
}

/** The features' counts. Those without a message have the names of their metrics. */
function Counts({ of, messages }: {
  readonly of: Awaited<ReturnType<typeof featureCounts>>;
  readonly messages: Messages["featureCounts"];
}) {
  const labels = new Map(
    Object.entries(messages).flatMap(([feature, texts]) =>
      Object.entries(texts)
        .map(([name, text]) => [`${feature}.${name}`, text] as const)
    ),
  );
  const counts = Object.entries(of).flatMap(([feature, numbers]) =>
    Object.entries(numbers)
      .map(([name, number]) => [`${feature}.${name}`, number] as const)
  );
  return counts.length > 0 && (
    <dl class="facts">
      {counts.map(([name, number]) => (
        <Fragment key={name}>
          {labels.has(name)
            ? <dt>{labels.get(name)}</dt>
            : <dt lang="en" dir="ltr">{name}</dt>}
          <dd>{number}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

async function listFor({ services, user }: LoggedInState, url: URL) {
  const text = url.searchParams.get("q") ?? "";
  const cursor = url.searchParams.get("after") ?? undefined;
  const found = await findUsers(services, user.id, { text, cursor });
  return {
    text,
    users: found.items,
    counts: await featureCounts(services),
    here: pathOf(url),
    first: cursor === undefined ? undefined : pathOf(url, { after: "" }),
    next: found.cursor && pathOf(url, { after: found.cursor }),
  };
}

/** The path of this page, or of another page of the same search. */
function pathOf(
  { pathname, searchParams }: URL,
  change: { readonly after?: string } = {},
): string {
  const wanted = {
    q: searchParams.get("q"),
    after: searchParams.get("after"),
    ...change,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    if (value) params.set(name, value);
  }
  return params.size === 0 ? pathname : `${pathname}?${params}`;
}
