import { Title } from "../../components/Title.tsx";
import { callName } from "@latchkey/core";
import { fill } from "@latchkey/core/i18n";
import { signedIn } from "../../lib/state.ts";

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
