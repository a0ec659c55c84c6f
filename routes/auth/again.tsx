import { LoginAgain, ResendForm } from "../../components/ReplayForm.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import { loginAgain } from "@latchkey/core/http";
import { define } from "../../lib/state.ts";

/** Asks for a login, then offers to resend the form that was sent after the session had ended. */
export const handlers = define.handlers(loginAgain);

export default define.page<typeof handlers>(function LoginAgainPage(
  { data, state: { language: { messages } } },
) {
  const { title, again, ended, unsent } = messages.loginAgain;
  const failed = "to" in data
    ? undefined
    : whenFailed({ ...data, failure: data.isWrong || data.failure }, messages);
  return (
    <>
      <Title failed={failed}>{title}</Title>
      <h1>{"to" in data ? again : title}</h1>
      <p role="status">{"to" in data ? unsent : ended}</p>
      {"to" in data
        ? (
          <ResendForm
            to={data.to}
            fields={data.fields}
            messages={messages.loginAgain}
          />
        )
        : <LoginAgain {...data} messages={messages} />}
    </>
  );
});
