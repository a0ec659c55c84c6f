/**
 * A grammar of HTTP requests: valid ones that reach deep into the app, and what
 * a hostile client can send instead.
 *
 * @module
 */
import fc from "fast-check";
import { body, formFor, FORMS, type FuzzBody, RECOVERY } from "./forms.ts";
import { target } from "./targets.ts";
import { encoded, MARKED_PASSWORD } from "./texts.ts";

/** A request before its names are filled in. */
export interface FuzzRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: FuzzBody;
  /** How much later than the previous one it is sent, in milliseconds. */
  readonly afterMs: number;
}

/** The saved form that Anna finds after her login. */
const WAITING = encoded(JSON.stringify({
  whose: "{user:anna}",
  to: "/account/name",
  fields: { name: "Ada" },
}));

const cookie = fc.constantFrom(
  "access_token_8000={anna}",
  "access_token_8000={anna}; device_8000={device}",
  "access_token_8000={bert}",
  "access_token_8000={bert}; access_token_8000={anna}",
  "access_token_8000={tampered}",
  "access_token_8000=x.y.z",
  "access_token_8000=",
  `access_token_8000={anna}; waiting_form_8000=${WAITING}`,
  `access_token_8000={bert}; waiting_form_8000=${WAITING}`,
  "device_8000={device}",
  "device_8000=1.2.3~4",
  "=; ;;",
  "access_token_8000=%zz; a=b",
  "pending_login_8000={pending}",
  "pending_login_8000={pending}",
  "access_token_8000={anna}; pending_login_8000={pending}",
  "pending_login_8000={tampered}; trusted_browser_8000=x~y",
  "provider_flow_8000={flow}",
  "access_token_8000={anna}; provider_flow_8000={flow}",
  "pending_identity_8000={identity}; provider_flow_8000={flow}",
  "pending_identity_8000={tampered}; provider_flow_8000=x~y",
  "notice_8000=name_changed; theme_8000=dark; language_8000=ar",
  "access_token_8000={anna}; notice_8000=__proto__; theme_8000=x; language_8000=constructor",
);

const header = fc.oneof(
  fc.tuple(
    fc.constant("accept"),
    fc.constantFrom("text/html", "application/json", "*/*", "", "a/b;q=x,,"),
  ),
  fc.tuple(
    fc.constant("authorization"),
    fc.constantFrom(
      "Bearer {anna}",
      "Bearer {tampered}",
      "Bearer {metrics}",
      "Bearer",
      "Basic YTpi",
      "bearer  {bert}",
    ),
  ),
  fc.tuple(
    fc.constant("accept-language"),
    fc.constantFrom("de", "ar;q=0.5, en", "*", "x".repeat(9000), ";q=,"),
  ),
  fc.tuple(
    fc.constant("x-forwarded-for"),
    fc.constantFrom("203.0.113.9", "::1, x", "1.2.3.4, 5.6.7.8", ","),
  ),
  fc.tuple(fc.constant("x-forwarded-host"), fc.constant("evil.example")),
  fc.tuple(
    fc.constant("if-none-match"),
    fc.constantFrom("*", '"x"', 'W/"', "x"),
  ),
  fc.tuple(fc.constant("range"), fc.constantFrom("bytes=0-1", "bytes=9-")),
  fc.tuple(fc.constant("user-agent"), fc.constantFrom("", "x".repeat(9000))),
  fc.tuple(fc.constant("content-length"), fc.constantFrom("99999999", "x")),
  fc.tuple(
    fc.constant("content-type"),
    fc.constantFrom(
      "application/json",
      "text/plain",
      "multipart/form-data",
      "multipart/form-data; boundary=",
      "application/x-www-form-urlencoded; charset=utf-16",
    ),
  ),
  fc.tuple(
    fc.constant("sec-fetch-site"),
    fc.constantFrom("cross-site", "same-site", "none", "x"),
  ),
  fc.tuple(
    fc.constant("origin"),
    fc.constantFrom("null", "https://evil.example", "http://localhost:8000"),
  ),
);

const headers = fc.tuple(
  fc.option(cookie, { freq: 3, nil: undefined }),
  fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, {
    weight: 1,
    arbitrary: fc.array(header, { maxLength: 3 }),
  }),
).map(([cookie, others]): (readonly [string, string])[] => [
  ...cookie === undefined ? [] : [["cookie", cookie] as const],
  ...others,
]);

const method = fc.oneof(
  { weight: 8, arbitrary: fc.constant("POST") },
  { weight: 8, arbitrary: fc.constant("GET") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "HEAD",
      "PUT",
      "PATCH",
      "DELETE",
      "OPTIONS",
      "PROPFIND",
      "get",
      "X",
    ),
  },
);

const afterMs = fc.oneof({ weight: 8, arbitrary: fc.nat(30_000) }, {
  weight: 1,
  arbitrary: fc.constantFrom(20 * 60_000, 3 * 3_600_000),
});

const anyRequest = fc.record({ method, path: target, headers, body, afterMs });

/** A form sent to its own path, with or without a login. */
const formRequest: fc.Arbitrary<FuzzRequest> = fc.constantFrom(...FORMS)
  .chain(([path, ...names]) =>
    fc.record({
      method: fc.constant("POST"),
      path: fc.constant(path),
      headers: cookie.map((cookie) => [["cookie", cookie] as const]),
      body: formFor(names).map((fields) => ({ kind: "form" as const, fields })),
      afterMs,
    })
  );

/** The second step of Bert's login. */
const secondStep: fc.Arbitrary<FuzzRequest> = fc.constantFrom(
  ["factor", "proof"],
  ["factor", "proof", "trust"],
  ["send"],
).chain((names) =>
  fc.record({
    method: fc.constantFrom("POST", "GET"),
    path: fc.constant("/auth/second-factor"),
    headers: fc.constant(
      [["cookie", "pending_login_8000={pending}"]] as const,
    ),
    body: formFor(names).map((fields) => ({ kind: "form" as const, fields })),
    afterMs,
  })
);

/** A login that a second factor completes: Bert's, or Clara's, who has lost hers. */
const firstStep: fc.Arbitrary<FuzzRequest> = fc.constantFrom("bert", "clara")
  .chain((who) =>
    fc.record({
      method: fc.constant("POST"),
      path: fc.constant("/auth/login"),
      headers: fc.constant([]),
      body: fc.constant({
        kind: "form" as const,
        fields: [
          ["username", `${who}@example.com`],
          ["password", `{password:${who}}`],
        ] as const,
      }),
      afterMs,
    })
  );

/** The steps of a recovery, each with what it needs: a cookie or an emailed token. */
const recoveryStep: fc.Arbitrary<FuzzRequest> = fc.constantFrom(
  { page: "", cookie: "pending_login_8000={pending}", form: [] },
  { page: "/stop", cookie: "access_token_8000={bert}", form: [] },
  { page: "/stop", form: [["token", "{stop}"]] },
  { page: "/finish", form: [["token", "{finish}"], ["keep", "yes"]] },
  {
    page: "/finish",
    form: [["token", "{finish}"], ["password", MARKED_PASSWORD]],
  },
).chain(({ page, cookie, form }) =>
  fc.record({
    method: fc.constantFrom("POST", "GET"),
    path: fc.constantFrom(
      RECOVERY + page,
      `${RECOVERY}${page}?${form[0]?.join("=") ?? "next=/account"}`,
    ),
    headers: fc.constant(cookie ? [["cookie", cookie] as const] : []),
    body: fc.constant({
      kind: "form" as const,
      fields: form.map(([name, value]) => [name, value] as const),
    }),
    afterMs,
  })
);

/** A metrics request with the right token. */
const metricsRequest: fc.Arbitrary<FuzzRequest> = fc.record({
  method: fc.constantFrom("GET", "HEAD"),
  path: fc.constant("/metrics"),
  headers: fc.constant([["authorization", "Bearer {metrics}"]] as const),
  body: fc.constant({ kind: "none" }),
  afterMs,
});

/** Any request. */
export const fuzzRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(
  { weight: 20, arbitrary: anyRequest },
  { weight: 10, arbitrary: formRequest },
  { weight: 2, arbitrary: firstStep },
  { weight: 2, arbitrary: secondStep },
  { weight: 2, arbitrary: recoveryStep },
  { weight: 1, arbitrary: metricsRequest },
);
