import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { UserTable } from "../../../components/UserTable.tsx";
import {
  actOnUser,
  findUsers,
  USER_ACTIONS,
  type UserAction,
} from "../../../lib/admin/users.ts";
import { readForm } from "../../../lib/http/read_form.ts";
import { signedIn, type SignedInState } from "../../../lib/state.ts";

/** What `?done=` stands for: no more can be put into an address than picks one of these. */
const DONE: ReadonlyMap<string | null, string> = new Map([
  ["disable", "That account is disabled, and all its sessions are over."],
  ["enable", "That account can sign in again."],
  ["end-sessions", "All sessions of that account are over."],
]);

const FAILURES = {
  own: "You cannot do that to your own account; another admin can.",
  gone: "There is no such account any more.",
} as const;

export const handlers = signedIn.handlers({
  GET: async ({ state, url }) => page(await listFor(state, url)),

  async POST(ctx) {
    const { services, user: admin } = ctx.state;
    const { user: userId = "", action = "" } = await readForm(ctx.req);
    const known = USER_ACTIONS.find((known) => known === action);
    if (!known) throw new HttpError(400, "There is no such action.");
    const result = await actOnUser(services, admin.id, {
      action: known,
      userId,
    });
    if (result === "done") {
      return ctx.redirect(addressOf(ctx.url, { done: known }), 303);
    }
    return page(
      { ...await listFor(ctx.state, ctx.url), failure: FAILURES[result] },
      { status: result === "own" ? 409 : 404 },
    );
  },
});

export default signedIn.page<typeof handlers>(function UsersPage({ data }) {
  const { text, users, done, failure } = data;
  return (
    <>
      <Head>
        <title>Users · Latchkey</title>
      </Head>
      <h1>Users</h1>
      {done && <p class="done" role="status">{done}</p>}
      {failure && <p class="failure" role="alert">{failure}</p>}
      <form class="search" method="get" action="/admin/users" role="search">
        <label for="q">Start of an address, or an id</label>
        <input
          id="q"
          name="q"
          type="search"
          value={text}
          autocapitalize="none"
        />
        <button type="submit">Search</button>
      </form>
      {users.length === 0
        ? <p>No account fits.</p>
        : <UserTable users={users} action={data.here} />}
      {(data.first || data.next) && (
        <nav class="pages" aria-label="Pages">
          {data.first && <a href={data.first}>First page</a>}
          {data.next && <a href={data.next}>Next page</a>}
        </nav>
      )}
    </>
  );
});

async function listFor({ services, user }: SignedInState, url: URL) {
  const text = url.searchParams.get("q") ?? "";
  const cursor = url.searchParams.get("after") ?? undefined;
  const found = await findUsers(services, user.id, { text, cursor });
  return {
    text,
    users: found.items,
    here: addressOf(url, {}),
    first: cursor === undefined ? undefined : addressOf(url, { after: "" }),
    next: found.cursor && addressOf(url, { after: found.cursor }),
    done: DONE.get(url.searchParams.get("done")),
    failure: undefined,
  };
}

/** This page as it was asked for, or another page of the same search. */
function addressOf(
  { pathname, searchParams }: URL,
  change: { readonly after?: string; readonly done?: UserAction },
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
