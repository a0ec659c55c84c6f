import { Head } from "fresh/runtime";
import { signedIn } from "../../lib/state.ts";

export default signedIn.page(function PrivatePage({ state }) {
  return (
    <>
      <Head>
        <title>Private · Latchkey</title>
      </Head>
      <h1>Private page</h1>
      <p class="lead">Hello {state.user.address}!</p>
      <p>Only people who are signed in see this page.</p>
    </>
  );
});
