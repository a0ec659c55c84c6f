import assert from "node:assert/strict";
import { english } from "../../cli/english.ts";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";
import { sentence } from "../../testing/sentence.ts";
import { canLogIn } from "../../testing/cli/can_log_in.ts";
import { run, runJson } from "../../testing/cli/run.ts";
import { TEST_SITE } from "../../testing/site.ts";

Deno.test("users add creates an account that can log in", async () => {
  await using services = await testServices();
  const { code, out } = await run(
    services.store,
    ["users", "add", " Ada@Example.com "],
    { typed: [PASSWORD, PASSWORD] },
  );
  assert.equal(code, 0);
  assert.match(out, /^Added Ada@example\.com with ID [\w-]{22}\.$/);
  assert.ok(await canLogIn(services, "ada@example.com", PASSWORD));
});

Deno.test("users add reads the password from a pipe", async () => {
  await using services = await testServices();
  const args = ["users", "add", "ada@example.com"];
  const { user } = await runJson(services.store, args, { piped: PASSWORD });
  assert.deepEqual(Object.keys(user).sort(), [
    "address",
    "createdAt",
    "deleteAfter",
    "disabled",
    "id",
    "language",
    "name",
    "profile",
    "roles",
    "verified",
  ]);
  assert.equal(user.verified, true, "an operator vouches for the address");
  assert.ok(await canLogIn(services, "ada@example.com", PASSWORD));
});

Deno.test("users add rejects a taken address before it asks for a password", async () => {
  await using services = await testServices();
  await addUser(services);
  const { code, err } = await run(
    services.store,
    ["users", "add", "ADA@example.com"],
    { typed: [] },
  );
  assert.equal(code, 1);
  assert.match(err, /ADA@example\.com already has an account/);
});

Deno.test("two concurrent calls of users add create one account", async () => {
  await using services = await testServices();
  const calls = await Promise.all(
    ["ada@example.com", "Ada@example.com"].map((address) =>
      run(services.store, ["users", "add", address], { piped: PASSWORD })
    ),
  );
  assert.deepEqual(calls.map(({ code }) => code).sort(), [0, 1]);
});

for (
  const address of ["ada", "@", "a@", "@b", "a@b@c", "a b@c", "a\0@b"]
) {
  Deno.test(`users add rejects the address ${JSON.stringify(address)}`, async () => {
    await using services = await testServices();
    const { code, err } = await run(
      services.store,
      ["users", "add", address],
      { piped: PASSWORD },
    );
    assert.equal(code, 2);
    assert.match(err, sentence(english("noAddress")));
  });
}

Deno.test("commands accept every spelling of an address and show the readable one", async () => {
  await using services = await testServices();
  const cli = (...args: string[]) =>
    run(services.store, args, { piped: PASSWORD });
  const added = await cli("users", "add", "\u200Fada@bücher.example");
  assert.match(added.out, /^Added ada@bücher\.example with ID /);
  const again = await cli("users", "add", "ADA@xn--bcher-kva.example");
  assert.match(again.err, /ADA@bücher\.example already has an account/);
  for (const name of ["ada@xn--bcher-kva.example", "ADA@BÜCHER.example"]) {
    const { out } = await cli("users", "show", name);
    assert.match(out, /^Email {5}ada@bücher\.example$/m);
  }
  for (const args of [["users", "list"], ["users", "export"]]) {
    const { out } = await cli(...args);
    assert.match(out, /ada@bücher\.example/);
    assert.doesNotMatch(out, /xn--/);
  }
  const piped = '{"address":"Ada@Bu\u0308cher.example"}\n';
  const args = ["users", "import"];
  const { added: more } = await runJson(services.store, args, { piped });
  assert.equal(more, 0);
});

for (
  const [address, problem] of [
    ["mar\u212A.x@squat.example", "addressUnclear"],
    ["mark.x@squat\uFE0F.example", "addressHidden"],
  ] as const
) {
  Deno.test(`users add says what to do about ${JSON.stringify(address)}`, async () => {
    await using services = await testServices();
    const args = ["users", "add", address];
    const { code, err } = await run(services.store, args, { piped: PASSWORD });
    assert.equal(code, 2);
    assert.match(err, sentence(english(problem)));
  });
}

Deno.test("users add rejects an address of 255 characters", async () => {
  await using services = await testServices();
  const address = `${"a".repeat(253)}@b`;
  const args = ["users", "add", address];
  const { code, err } = await run(services.store, args, { piped: PASSWORD });
  assert.equal(code, 2);
  assert.match(err, sentence(english("addressTooLong")));
});

for (
  const [name, password, why] of [
    ["no password", "", /Enter a password/],
    ["seven characters", "1234567", sentence(english("passwordTooShort", 8))],
    [
      "seven emoji of two units each",
      "😀".repeat(7),
      sentence(english("passwordTooShort", 8)),
    ],
    ["257 characters", "a".repeat(257), sentence(english("passwordTooLong"))],
    ["one with NUL", "a nul is \0", sentence(english("passwordUnusable"))],
    ["a common one", "PassWord1", sentence(english("passwordCommon"))],
    [
      "one with the address",
      "it is ADA.lovelace!",
      sentence(english("passwordHasAddress")),
    ],
    [
      "one with the site's name",
      `my ${TEST_SITE.name.replaceAll(" ", "")} house`,
      sentence(english("passwordHasSite")),
    ],
  ] as const
) {
  Deno.test(`users add rejects ${name} as a password`, async () => {
    await using services = await testServices();
    const args = ["users", "add", "ada.lovelace@example.com"];
    const { code, err } = await run(services.store, args, { piped: password });
    assert.equal(code, 2);
    assert.match(err, why);
    assert.deepEqual((await services.store.users.list({ limit: 9 })).items, []);
  });
}

Deno.test("users add asks again when the two passwords differ", async () => {
  await using services = await testServices();
  const { code, err } = await run(
    services.store,
    ["users", "add", "ada@example.com"],
    { typed: ["first password", "frist password", PASSWORD, PASSWORD] },
  );
  assert.equal(code, 0);
  assert.match(err, /The passwords don't match/);
  assert.ok(await canLogIn(services, "ada@example.com", PASSWORD));
});

Deno.test("users add gives up after three attempts", async () => {
  await using services = await testServices();
  const { code, err } = await run(
    services.store,
    ["users", "add", "ada@example.com"],
    { typed: ["short", "short", "short", PASSWORD, PASSWORD] },
  );
  assert.equal(code, 2);
  assert.match(err, /Stopped after 3 attempts/);
});

Deno.test("Ctrl-C at the password prompt creates no account and exits with 130", async () => {
  await using services = await testServices();
  const args = ["users", "add", "ada@example.com"];
  assert.equal((await run(services.store, args, { typed: [] })).code, 130);
  assert.deepEqual((await services.store.users.list({ limit: 9 })).items, []);
});

for (const command of ["add", "set-password"]) {
  for (
    const rest of [
      ["hunter2222"],
      ["--password", "hunter2222"],
      [
        "--password=hunter2222",
      ],
      ["-p", "hunter2222"],
      ["-phunter2222"],
    ]
  ) {
    Deno.test(`users ${command} rejects a password given as ${rest.join(" ")} without repeating it`, async () => {
      await using services = await testServices();
      await addUser(services);
      const { code, err } = await run(
        services.store,
        ["users", command, "ada@example.com", ...rest],
        { piped: PASSWORD },
      );
      assert.equal(code, 2);
      assert.match(err, /Don't pass a password as an argument/);
      assert.doesNotMatch(err, /hunter/);
    });
  }
}
