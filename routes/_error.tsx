import { page } from "fresh";
import { Title } from "../components/Title.tsx";
import { errorForDeveloper } from "../lib/latchkey/dev/developer.ts";
import { sharedWith } from "../lib/latchkey/http/cross_origin.ts";
import {
  describeError,
  describeForProgram,
  errorHeaders,
  problemJson,
} from "../lib/latchkey/http/error_answer.ts";
import { noteError } from "../lib/latchkey/http/note_error.ts";
import { isProgram } from "../lib/latchkey/http/prefers_json.ts";
import {
  REQUEST_ID_HEADER,
  requestId,
} from "../lib/latchkey/http/request_id.ts";
import { errorPageHeaders } from "../lib/latchkey/http/security_headers.ts";
import { fill } from "../lib/latchkey/i18n/fill.ts";
import { define } from "../lib/latchkey/state.ts";

/** Whatever goes wrong ends here, in words that say what to do next. */
export const handler = define.handlers(async (ctx) => {
  noteError(ctx);
  delete ctx.state.shown; // An error repeats nothing of the request.
  const { language, services } = ctx.state;
  const forProgram = await isProgram(ctx.req);
  const describe = forProgram ? describeForProgram : describeError;
  const described = describe(ctx.error, language.words.errors);
  const id = described.status === 500 ? requestId(ctx) : null;
  const headers = {
    ...errorPageHeaders(services.settings),
    ...errorHeaders(described),
    ...sharedWith(ctx),
    ...(id && { [REQUEST_ID_HEADER]: id }),
  };
  if (forProgram) return problemJson(described, language, headers);
  const devError = await errorForDeveloper(ctx);
  const { status } = described;
  return page({ ...described, id, devError }, { status, headers });
});

export default define.page<typeof handler>(function ErrorPage(
  { data, state },
) {
  const { errors } = state.language.words;
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
