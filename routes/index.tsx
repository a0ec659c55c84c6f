import { Overview } from "../components/Overview.tsx";
import { Title } from "../components/Title.tsx";
import { callName } from "@latchkey/core";
import { fill } from "@latchkey/core/i18n";
import { define } from "../lib/state.ts";

export default define.page(function HomePage({ state }) {
  const { user, language: { messages: { home } } } = state;
  return (
    <>
      <Title>{home.title}</Title>
      <h1>{home.heading}</h1>
      {user
        ? (
          <>
            <p class="lead">{home.loggedIn}</p>
            <p>{fill(home.greeting, { name: <bdi>{callName(user)}</bdi> })}</p>
            <p>
              <a class="button" href="/private">{home.toPrivate}</a>
            </p>
          </>
        )
        : (
          <>
            <p class="lead">{home.loggedOut}</p>
            <p>
              <a class="button" href="/auth/login">{home.toLogin}</a>
            </p>
          </>
        )}
      <Overview messages={home.overview} />
    </>
  );
});
