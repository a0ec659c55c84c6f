import { Title } from "../../components/Title.tsx";
import { callName } from "@latchkey/core";
import { fill } from "@latchkey/core/i18n";
import { loggedIn } from "../../lib/state.ts";

export default loggedIn.page(function PrivatePage({ state }) {
  const { user, language: { messages } } = state;
  const name = <bdi>{callName(user)}</bdi>;
  return (
    <>
      <Title>{messages.private.title}</Title>
      <h1>{messages.private.heading}</h1>
      <p class="lead">{fill(messages.private.greeting, { name })}</p>
      <p>{messages.private.explained}</p>
    </>
  );
});
