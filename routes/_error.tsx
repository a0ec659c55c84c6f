import { page } from "fresh";
import { DevError } from "../components/DevError.tsx";
import { Title } from "../components/Title.tsx";
import { viewForDeveloper } from "@latchkey/core/dev";
import {
  describeError,
  describeForProgram,
  errorHeaders,
  errorPageHeaders,
  isProgram,
  noteError,
  problemJson,
  REQUEST_ID_HEADER,
  requestId,
  sharedWith,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define } from "../lib/state.ts";

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
  const view = await viewForDeveloper(ctx);
  if (view) delete ctx.state.shown; // That page holds nothing of the request.
  const { status } = described;
  return page({ ...described, id, view }, { status, headers });
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
      {data.view && <DevError view={data.view} />}
    </>
  );
});
