/** Accounts from a table, as spreadsheets save it. */
import assert from "node:assert/strict";
import { PASSWORD, testServices } from "../../testing/services.ts";
import { canLogIn } from "../../testing/cli/can_log_in.ts";
import { run } from "../../testing/cli/run.ts";
import { withDatabase } from "../../testing/cli/task.ts";

const IMPORT = ["users", "import", "--csv"];

async function imported(piped: string) {
  await using services = await testServices();
  const ran = await run(services.store, IMPORT, { piped });
  const { items } = await services.store.users.list({ limit: 100 });
  const accounts = items.map(({ address, name, roles, disabled }) => ({
    address,
    name,
    roles,
    disabled,
  }));
  accounts.sort((a, b) => a.address < b.address ? -1 : 1);
  return { ...ran, accounts };
}

const ADA = {
  address: "ada@example.com",
  name: 'Lovelace, "Ada"',
  roles: [],
  disabled: false,
};
const BOB = { address: "bob@example.com", name: "", roles: [], disabled: true };

for (
  const [written, table] of Object.entries({
    "with commas, quotes and LF":
      'email,name,disabled\nada@example.com,"Lovelace, ""Ada""",false\nbob@example.com,,true\n',
    "as saved by Excel in Germany: semicolons, CRLF, a byte order mark":
      '\ufeffE-Mail;Name;Disabled\r\nada@example.com;"Lovelace, ""Ada""";FALSE\r\nbob@example.com;;TRUE\r\n',
    "with tabs, other columns first and no final line ending":
      'name\temail address\tdisabled\n"Lovelace, ""Ada"""\tada@example.com\tno\n\tbob@example.com\tyes',
    "with quoted column names, spaces and empty lines":
      '"address" , "name" , "disabled"\n\nada@example.com , "Lovelace, ""Ada""" , 0\n\nbob@example.com , , 1\n\n',
  })
) {
  Deno.test(`users import reads a table ${written}`, async () => {
    const { code, out, err, accounts } = await imported(table);
    assert.equal(code, 0, err);
    assert.equal(out, "2 accounts added, 0 already there.");
    assert.deepEqual(accounts, [ADA, BOB]);
  });
}

Deno.test("imports every column of an account from a table, and its hash verifies the password", async () => {
  await using services = await testServices();
  const hash = await services.passwords.hash(PASSWORD);
  const piped = "email,password_hash,verified,roles,created_at,language\n" +
    `ada@example.com,${hash},yes,admin,2019-05-01T10:00:00Z,de\n`;
  const { code, err } = await run(services.store, IMPORT, { piped });
  assert.equal(code, 0, err);
  const ada = await services.store.users.byAddressKey("ada@example.com");
  assert.deepEqual(ada?.roles, ["admin"]);
  assert.equal(ada.language, "de");
  assert.equal(ada.verifiedAt, Date.UTC(2019, 4, 1, 10));
  assert.ok(await canLogIn(services, "ada@example.com", PASSWORD));
});

for (
  const [table, why] of [
    ["", /The first row must name/],
    ["name\nAda\n", /column email is missing/],
    ["email,mail\nx,y\n", /Unknown column "mail".+email, name, password_hash/],
    ["email,constructor\nx,y\n", /Unknown column "constructor".+email, name,/],
    [`email,${"x".repeat(9000)}\nx,y\n`, /^Unknown column "x{60}…"/],
    ["email,address\nx,y\n", /Two columns hold the address/],
    ["email,password\nada@example.com,hunter2\n", /Unknown column "password"/],
    ["email\nada@example.com\nnobody\n", /^Line 3: address: .*1 account added/],
    ["email,name\nada@example.com\n", /^Line 2: expected 2 columns, found 1/],
    [
      "email,name\nada@example.com,a,b\n",
      /^Line 2: expected 2 columns, found 3/,
    ],
    ["email,verified\nada@example.com,perhaps\n", /verified must be true or/],
    ['email,name\nada@example.com,"hunter2\n', /quote on line \d.+not closed/],
    ['email,name\nada@example.com,hun"ter2\n', /quote on line 2/],
    [`email,name\nada@example.com,"${"hunter2 ".repeat(9000)}`, /64 KB/],
  ] as const
) {
  Deno.test(`users import rejects the table ${JSON.stringify(table.slice(0, 50))} without showing a value`, async () => {
    const { code, err } = await imported(table);
    assert.equal(code, 2);
    assert.match(err, why);
    assert.doesNotMatch(err, /hunter2|hun"/);
  });
}

Deno.test("rejects a table in another encoding and says what to do", async () => {
  await using services = await testServices();
  const pipedBytes = Uint8Array.from(
    "email;name\na@b.example;Z\xfc\n",
    (letter) => letter.charCodeAt(0),
  );
  const { code, err } = await run(services.store, IMPORT, { pipedBytes });
  assert.equal(code, 2);
  assert.match(err, /not in UTF-8\. In Excel, save it as "CSV UTF-8"/);
});

Deno.test("the task imports a named file from anywhere and reports a missing one", async () => {
  await withDatabase(async ({ path, cli }) => {
    const folder = await Deno.makeTempDir();
    const rows = Array.from(
      { length: 300 },
      (_, n) => `u${n}@example.com,"Zoe, ${n}"`,
    );
    await Deno.writeTextFile(
      `${folder}/users.csv`,
      ["email,name", ...rows].join("\r\n"),
    );
    const { code, out, err } = await cli([
      "users",
      "import",
      `${folder}/users.csv`,
    ]);
    assert.equal(code, 0, err);
    assert.equal(out, "300 accounts added, 0 already there.\n");
    const none = await cli(["users", "import", `${path}.nothing`]);
    assert.equal(none.code, 1);
    assert.match(none.err, /^File not found: .*\.nothing\.\n$/);
    await Deno.remove(folder, { recursive: true });
  });
});
