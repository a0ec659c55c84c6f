/**
 * A new API route.
 *
 * @module
 */
import {
  type Address,
  fileAddress,
  parametersOf,
  sampleAddress,
} from "./address.ts";
import type { Place } from "./guards.ts";
import { audienceOf } from "./page.ts";
import { rootFrom } from "./page_names.ts";
import type { NewFile } from "./write.ts";

/** The API route to be written. */
export interface ApiWish {
  readonly address: Address;
  readonly place: Place;
  /** Whether it takes JSON by `POST` as well. */
  readonly post: boolean;
}

/** The API route itself. */
export function apiFile(wish: ApiWish): NewFile {
  const { place, post } = wish;
  const root = rootFrom(place);
  const define = place.guarded ? "signedIn" : "define";
  const text = `
${post ? 'import * as v from "valibot";' : ""}
${
    post
      ? `import { readJson } from "${root}/lib/latchkey/http/read_json.ts";`
      : ""
  }
import { ${define} } from "${root}/lib/state.ts";
${post ? SCHEMA : ""}
export const handlers = ${define}.handlers({
  ${getCode(wish)}
  ${post ? POST : ""}
});
`;
  return { path: `${place.file}.ts`, text };
}

/** What to do next, for a person. */
export function apiAdvice(
  { address, place, post }: ApiWish,
  test: string,
): readonly string[] {
  const url = `http://localhost:8000${sampleAddress(address)}`;
  const token = place.guarded ? "-H 'Authorization: Bearer TOKEN' " : "";
  return [
    "Start the site: deno task dev",
    ...place.guarded
      ? [
        "Get a token: curl -d 'username=user1@gmail.com&password=12345' http://localhost:8000/token",
      ]
      : [],
    `Try it: curl ${token}${url}`,
    ...post ? [`Send JSON: curl ${token}--json '{"text":"Hello"}' ${url}`] : [],
    `Test it: deno task test ${test}`,
    fileAddress(address).startsWith("/api/")
      ? "Describe it in /api/openapi.json, which tests/openapi expects: docs/recipes/api-route.md"
      : "More: docs/recipes/api-route.md",
  ];
}

/** What the sample answers, beside the person's address and the parameters. */
export function messageOf({ place }: ApiWish): string {
  return `${audienceOf(place)} can read this.`;
}

function getCode(wish: ApiWish): string {
  const given = [
    ...parametersOf(wish.address).size > 0 ? ["params"] : [],
    ...wish.place.guarded ? ["state"] : [],
  ];
  const fields = [
    `message: "${messageOf(wish)}"`,
    ...wish.place.guarded ? ["address: state.user.address"] : [],
    ...given.includes("params") ? ["params"] : [],
  ];
  return `GET(${given.length > 0 ? `{ ${given.join(", ")} }` : ""}) {
    return Response.json({ ${fields.join(", ")} });
  },`;
}

const SCHEMA = `
/** The JSON that this route takes. */
const schema = v.object({
  text: v.pipe(
    v.string("Send a string."),
    v.trim(),
    v.nonEmpty("Enter some text."),
    v.maxLength(200, "Use at most 200 characters."),
  ),
});
`;

const POST = `
  async POST(ctx) {
    const body = await readJson(ctx.req, schema);
    if (body instanceof Response) return body;
    // The text is valid here. Save it, or do whatever this route is for.
    return Response.json({ text: body.text }, { status: 201 });
  },`;
