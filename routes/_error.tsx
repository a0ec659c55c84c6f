import { Title } from "../components/Title.tsx";
import { answerError } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define } from "../lib/state.ts";

/** The error page. It says what happened and what to do next. */
export const handler = define.handlers(answerError);

export default define.page<typeof handler>(function ErrorPage(
  { data, state },
) {
  const { errors } = state.language.messages;
  return (
    <>
      <Title>{data.title}</Title>
      <p class="status">{data.status}</p>
      <h1>{data.title}</h1>
      <p class="lead">{data.detail}</p>
      {data.id && (
        <p>
          {fill(errors.number, { number: <code dir="ltr">{data.id}</code> })}
        </p>
      )}
      <p>
        <a class="button" href="/">{errors.toHome}</a>
      </p>
      {data.devError}
    </>
  );
});
