import {
  LoginAgain,
  PasskeyLoginAgain,
  ResendForm,
} from "../../components/ReplayForm.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import { loginAgain } from "@latchkey/core/http";
import { define } from "../../lib/state.ts";

/** Asks for a login, then offers to resend the form that was sent after the session had ended. */
export const handlers = define.handlers(loginAgain);

export default define.page<typeof handlers>(function LoginAgainPage(
  { data, url, state: { language: { messages }, services } },
) {
  const { title, again, ended, unsent } = messages.loginAgain;
  if ("to" in data) {
    return (
      <>
        <Title>{title}</Title>
        <h1>{again}</h1>
        <p role="status">{unsent}</p>
        <ResendForm
          to={data.to}
          fields={data.fields}
          messages={messages.loginAgain}
        />
      </>
    );
  }
  const failure = data.isWrong || data.failure || data.passkey;
  return (
    <>
      <Title failed={whenFailed({ ...data, failure }, messages)}>{title}</Title>
      <h1>{title}</h1>
      <p role="status">{ended}</p>
      <LoginAgain {...data} messages={messages} />
      {!data.secondStep && (
        <PasskeyLoginAgain
          {...data}
          services={services}
          url={url}
          messages={messages}
        />
      )}
    </>
  );
});
