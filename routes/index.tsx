import { Head } from "fresh/runtime";
import { callName } from "../lib/accounts/profile.ts";
import { fill } from "../lib/i18n/fill.ts";
import { define } from "../lib/state.ts";

export default define.page(function HomePage({ state }) {
  const { user, language: { words: { home } } } = state;
  return (
    <>
      <Head>
        <title>{home.title} · Latchkey</title>
      </Head>
      <h1>{home.heading}</h1>
      {user
        ? (
          <>
            <p class="lead">{home.signedIn}</p>
            <p>{fill(home.greeting, { name: <bdi>{callName(user)}</bdi> })}</p>
            <p>
              <a class="button" href="/private">{home.toPrivate}</a>
            </p>
          </>
        )
        : (
          <>
            <p class="lead">{home.signedOut}</p>
            <p>
              <a class="button" href="/auth/login">{home.toLogin}</a>
            </p>
          </>
        )}
    </>
  );
});
