import { equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { accessTokenCookie } from "./cookies.ts";

const served = { port: 0, publicUrl: null };
const secure = accessTokenCookie({ ...served, https: true });
const plain = accessTokenCookie({ ...served, https: false });
const cookie = (value: string) => new Headers({ cookie: value });

Deno.test("binds the cookie to the host over HTTPS and hides it from scripts", () => {
  equal(
    secure.write("a.b.c", null),
    "__Host-access_token=a.b.c; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
});

Deno.test("uses the plain name without Secure over HTTP", () => {
  equal(
    plain.write("a.b.c", 60),
    "access_token=a.b.c; Max-Age=60; Path=/; HttpOnly; SameSite=Lax",
  );
});

Deno.test("adds the browser's port to the name over HTTP and never over HTTPS", () => {
  const nameAt = (port: number, url?: string, https = false) => {
    const publicUrl = url === undefined ? null : new URL(url);
    return accessTokenCookie({ https, port, publicUrl }).name;
  };
  equal(nameAt(8000), "access_token_8000");
  equal(nameAt(8001), "access_token_8001");
  equal(nameAt(8000, "http://localhost:9000"), "access_token_9000");
  equal(nameAt(8000, "http://localhost"), "access_token_80");
  equal(
    nameAt(8000, "https://a.example:8443", true),
    "__Host-access_token",
  );
});

Deno.test("clears a cookie with the same attributes, so that browsers find it", () => {
  equal(
    secure.clear(),
    "__Host-access_token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  equal(
    plain.clear(),
    "access_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
  );
});

Deno.test("reads the token among other cookies", () => {
  equal(secure.read(cookie("a=b; __Host-access_token=x.y.z; c=d")), "x.y.z");
  equal(plain.read(cookie("access_token=x.y.z")), "x.y.z");
  equal(plain.read(cookie("junk; =; ;access_token=x.y.z;;")), "x.y.z");
});

Deno.test("reads nothing without the cookie", () => {
  for (
    const value of [
      "",
      "a=b",
      "access_token",
      "xaccess_token=1",
      "access_token2=1",
      "ACCESS_TOKEN=1",
      "a=access_token=1",
      "__Host-access_token=1",
    ]
  ) {
    equal(plain.read(cookie(value)), null, value);
    equal(plain.values(cookie(value)).length, 0, value);
  }
  equal(plain.read(new Headers()), null);
  equal(secure.read(cookie("access_token=1")), null);
});

Deno.test("treats two cookies of the same name as a forged one", () => {
  equal(plain.read(cookie("access_token=a; access_token=b")), null);
  equal(plain.read(cookie("access_token=a; access_token=a")), null);
  equal(plain.read(cookie("access_token=; x=y; access_token =a")), null);
  equal(
    secure.read(cookie("__Host-access_token=a;__Host-access_token=")),
    null,
  );
});

Deno.test("reports a cookie as present however invalid it is", () => {
  for (
    const value of [
      "access_token=",
      "access_token=a; access_token=b",
      "access_token=%zz",
    ]
  ) {
    ok(plain.values(cookie(value)).length > 0, value);
  }
  equal(plain.values(new Headers()).length, 0);
});

Deno.test("reads an empty cookie as an empty token", () => {
  equal(plain.read(cookie("access_token=")), "");
});

Deno.test("reads a huge header quickly", () => {
  const start = performance.now();
  equal(plain.read(cookie("a=b;".repeat(250_000) + "access_token=x")), "x");
  equal(plain.read(cookie(";".repeat(1_000_000))), null);
  equal(
    plain.read(cookie("access_token=" + "x".repeat(1_000_000)))?.length,
    1_000_000,
  );
  ok(performance.now() - start < 2_000);
});

Deno.test("never throws on any header, and reads back what it wrote", () => {
  const value = fc.oneof(
    fc.string(),
    fc.array(
      fc.constantFrom(
        "access_token",
        "=",
        ";",
        " ",
        '"',
        "%",
        "%zz",
        ",",
        "\t",
        "a",
        "__proto__=1",
      ),
    )
      .map((pieces) => pieces.join("")),
  );
  fc.assert(fc.property(value, (text) => {
    let headers;
    try {
      headers = cookie(text);
    } catch {
      return; // No HTTP server passes on such a header.
    }
    const read = plain.read(headers);
    ok(read === null || plain.values(headers).length === 1);
  }));
  fc.assert(
    fc.property(fc.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), (token) => {
      const [pair] = plain.write(token, null).split(";");
      equal(plain.read(cookie(pair)), token);
    }),
  );
});
