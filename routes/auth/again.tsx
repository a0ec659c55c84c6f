import { LoginAgain, SendKept } from "../../components/ReplayForm.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import { loginAgain } from "@latchkey/core/http";
import { define } from "../../lib/state.ts";

/** Asks who it is, or offers to send what was sent before the session's end was noticed. */
export const handlers = define.handlers(loginAgain);

export default define.page<typeof handlers>(function LoginAgainPage(
  { data, state: { language: { messages } } },
) {
  const { title, again, ended, kept } = messages.loginAgain;
  const failed = "to" in data
    ? undefined
    : whenFailed({ ...data, failure: data.isWrong || data.failure }, messages);
  return (
    <>
      <Title failed={failed}>{title}</Title>
      <h1>{"to" in data ? again : title}</h1>
      <p role="status">{"to" in data ? kept : ended}</p>
      {"to" in data
        ? (
          <SendKept
            to={data.to}
            fields={data.fields}
            messages={messages.loginAgain}
          />
        )
        : <LoginAgain {...data} messages={messages} />}
    </>
  );
});
