import assert from "node:assert/strict";
import { createLog } from "./log.ts";

/** What a JSON log writes during `use`. */
function written(use: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  use(createLog("info", "json", (_, line) => lines.push(line)));
  return lines;
}

Deno.test("keeps addresses, tokens, codes and passwords in errors out of the log", () => {
  const token = "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA";
  const jwt =
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJlc2lnbmF0";
  const messages = [
    'duplicate key: Key (address_key)=(ada@example.com) is there, "a.b+c@mail.example.co.uk"',
    "no page at /auth/verify?address=ada%40example.com&code=123456",
    `bad token ${token}, or ${jwt}`,
    `GET http://localhost/auth/recover/new?token=${token}`,
    "cannot reach smtp://ada:hunter2hunter2@mail.example.com:587",
    "cannot reach postgres://ada:hunter2@localhost/latchkey",
    `first line\n    at ${token} (${token})`,
  ];
  for (const message of messages) {
    const lines = written((log) => {
      log.error("fault", new Error("outer", { cause: new Error(message) }));
      log.error("fault", message);
    });
    assert.equal(lines.length, 2);
    assert.doesNotMatch(
      lines.join(),
      /ada|hunter2|123456|a\.b\+c|Zm9v|eyJ/,
      message,
    );
  }
});

Deno.test("keeps details that help find an error", () => {
  const error = new TypeError(
    "Cannot read properties of null (reading 'verifiedAt') in one_time_tokens_user_idx",
  );
  error.stack = `${error.name}: ${error.message}
    at changePasswordOfTheAccount (file:///srv/node_modules/.deno/bcrypt@6.0.0/node_modules/bcrypt/bcrypt.js:12:34)
    at async file:///srv/lib/auth/complete_sign_in.ts:80:5`;
  const [line] = written((log) => log.error("fault", error));
  const { error: message, stack } = JSON.parse(line);
  assert.equal(message, `TypeError: ${error.message}`);
  assert.equal(stack, error.stack);
});

Deno.test("keeps an error's class name, however long", () => {
  class TheStoreIsUnavailableError extends Error {
    override name = "TheStoreIsUnavailableError";
  }
  const [line] = written((log) =>
    log.error("fault", new TheStoreIsUnavailableError("gone"))
  );
  const { error, stack } = JSON.parse(line);
  assert.equal(error, "TheStoreIsUnavailableError: gone");
  assert.match(stack, /^\w+: gone\n/);
  const token = "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MAError";
  const [hidden] = written((log) => log.error("fault", new Error(token)));
  assert.doesNotMatch(hidden, /Zm9v/);
});
