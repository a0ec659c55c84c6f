import { Head } from "fresh/runtime";
import { callName } from "../lib/accounts/profile.ts";
import { define } from "../lib/state.ts";

export default define.page(function HomePage({ state }) {
  return (
    <>
      <Head>
        <title>Home · Latchkey</title>
      </Head>
      <h1>Home page</h1>
      {state.user
        ? (
          <>
            <p class="lead">You are logged in :)</p>
            <p>Hi {callName(state.user)}!</p>
            <p>
              <a class="button" href="/private">See your private page</a>
            </p>
          </>
        )
        : (
          <>
            <p class="lead">You are NOT logged in :(</p>
            <p>
              <a class="button" href="/auth/login">Login</a>
            </p>
          </>
        )}
    </>
  );
});
