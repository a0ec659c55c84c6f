import { Head } from "fresh/runtime";
import { callName } from "../../lib/accounts/profile.ts";
import { signedIn } from "../../lib/state.ts";

export default signedIn.page(function PrivatePage({ state }) {
  return (
    <>
      <Head>
        <title>Private · Latchkey</title>
      </Head>
      <h1>Private page</h1>
      <p class="lead">Hello {callName(state.user)}!</p>
      <p>Only people who are signed in see this page.</p>
    </>
  );
});
