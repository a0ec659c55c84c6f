import { page } from "fresh";
import { Head } from "fresh/runtime";
import { describeError, problemJson } from "../lib/http/error_answer.ts";
import { isProgram } from "../lib/http/prefers_json.ts";
import { errorPageHeaders } from "../lib/http/security_headers.ts";
import { define } from "../lib/state.ts";

/** Whatever goes wrong ends here, in words that say what to do next. */
export const handler = define.handlers(async (ctx) => {
  const described = describeError(ctx.error);
  const headers = errorPageHeaders(ctx.state.services.settings);
  return await isProgram(ctx.req)
    ? problemJson(described, headers)
    : page(described, { status: described.status, headers });
});

export default define.page<typeof handler>(function ErrorPage({ data }) {
  return (
    <>
      <Head>
        <title>{`${data.title} · Latchkey`}</title>
      </Head>
      <h1>{data.title}</h1>
      <p class="lead">{data.detail}</p>
      <p>
        <a class="button" href="/">Go to the home page</a>
      </p>
    </>
  );
});
