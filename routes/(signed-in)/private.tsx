import { Title } from "../../components/Title.tsx";
import { callName } from "../../lib/latchkey/features/account/profile.ts";
import { fill } from "../../lib/latchkey/i18n/fill.ts";
import { signedIn } from "../../lib/latchkey/state.ts";

export default signedIn.page(function PrivatePage({ state }) {
  const { user, language: { words } } = state;
  const name = <bdi>{callName(user)}</bdi>;
  return (
    <>
      <Title>{words.private.title}</Title>
      <h1>{words.private.heading}</h1>
      <p class="lead">{fill(words.private.greeting, { name })}</p>
      <p>{words.private.explained}</p>
    </>
  );
});
