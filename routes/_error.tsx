import { page } from "fresh";
import { Head } from "fresh/runtime";
import {
  describeError,
  errorHeaders,
  problemJson,
} from "../lib/http/error_answer.ts";
import { noteError } from "../lib/http/note_error.ts";
import { isProgram } from "../lib/http/prefers_json.ts";
import { REQUEST_ID_HEADER, requestId } from "../lib/http/request_id.ts";
import { errorPageHeaders } from "../lib/http/security_headers.ts";
import { define } from "../lib/state.ts";

/** Whatever goes wrong ends here, in words that say what to do next. */
export const handler = define.handlers(async (ctx) => {
  noteError(ctx);
  const described = describeError(ctx.error);
  const id = described.status === 500 ? requestId(ctx) : null;
  const headers = {
    ...errorPageHeaders(ctx.state.services.settings),
    ...errorHeaders(described),
    ...(id && { [REQUEST_ID_HEADER]: id }),
  };
  return await isProgram(ctx.req)
    ? problemJson(described, headers)
    : page({ ...described, id }, { status: described.status, headers });
});

export default define.page<typeof handler>(function ErrorPage({ data }) {
  return (
    <>
      <Head>
        <title>{`${data.title} · Latchkey`}</title>
      </Head>
      <h1>{data.title}</h1>
      <p class="lead">{data.detail}</p>
      {data.id && (
        <p>
          If it goes on, tell us its number: <code>{data.id}</code>
        </p>
      )}
      <p>
        <a class="button" href="/">Go to the home page</a>
      </p>
    </>
  );
});
