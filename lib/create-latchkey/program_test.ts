/** The program without a terminal. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { EVERYTHING, run, temporaryFolder } from "./testing.ts";

async function answersIn(site: string) {
  return JSON.parse(await Deno.readTextFile(join(site, ".latchkey.json")));
}

/** What Git prints in a folder, or its error. */
async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command("git", {
    args: [...args],
    cwd,
  })
    .output();
  return new TextDecoder().decode(stdout.length > 0 ? stdout : stderr).trim();
}

Deno.test("takes the defaults, and says what to do next", async () => {
  await using folder = await temporaryFolder();
  const site = join(folder.path, "book-club");
  const { code, printed, errors } = await run(site, "--no-git");
  assert.equal(errors, "");
  assert.equal(code, 0);
  assert.deepEqual(await answersIn(site), {
    version: "1.2.3",
    ...EVERYTHING,
    languages: ["en"],
  });
  assert.match(printed, /^\nWrote Book club to /);
  assert.ok(
    printed.endsWith(
      `\nNext:\n  cd ${site}\n  npx -y deno@2.9.6 task start\n`,
    ),
    printed,
  );
});

Deno.test("takes the answers of the command line", async () => {
  await using folder = await temporaryFolder();
  const site = join(folder.path, "a site's folder");
  const { code, printed } = await run(
    ...["--name", " The Books ", "--languages=de,en", "--no-git", "--yes"],
    ...["--features", "passkeys,admin", site],
  );
  assert.equal(code, 0);
  assert.deepEqual(await answersIn(site), {
    version: "1.2.3",
    name: "The Books",
    languages: ["de", "en"],
    features: ["admin", "passkeys"],
  });
  assert.ok(printed.includes(`  cd '${site.replace("'", `'\\''`)}'\n`));
});

Deno.test("makes the same site again from its answers", async () => {
  await using folder = await temporaryFolder();
  const [first, again] = ["first", "again"].map((name) =>
    join(folder.path, name)
  );
  await run(first, "--features", "none", "--languages", "ar", "--no-git");
  const { name, languages, features } = await answersIn(first);
  await run(
    again,
    ...["--name", name, "--languages", languages.join(), "--no-git", "--yes"],
    ...["--features", features.join()],
  );
  const { stdout } = await new Deno.Command("diff", {
    args: ["--recursive", first, again],
  }).output();
  assert.equal(new TextDecoder().decode(stdout), "");
});

Deno.test("commits everything", async () => {
  await using folder = await temporaryFolder();
  const site = join(folder.path, "my-site");
  const gitconfig = join(folder.path, "gitconfig");
  await Deno.writeTextFile(
    gitconfig,
    "[user]\nname = Ada\nemail = ada@example.com\n[commit]\ngpgsign = true\n",
  );
  using _ = environment({ GIT_CONFIG_GLOBAL: gitconfig });
  const { printed } = await run(site);
  assert.match(printed, /Git: one commit with everything/);
  assert.equal(await git(site, "status", "--porcelain"), "");
  assert.equal(
    await git(site, "log", "--format=%an: %s"),
    "Ada: Start with Latchkey 1.2.3",
  );
});

Deno.test("leaves the commit to people whom Git doesn't know", async () => {
  await using folder = await temporaryFolder();
  const site = join(folder.path, "my-site");
  const gitconfig = join(folder.path, "gitconfig");
  await Deno.writeTextFile(gitconfig, "[user]\nuseConfigOnly = true\n");
  using _ = environment({
    GIT_CONFIG_GLOBAL: gitconfig,
    GIT_CONFIG_SYSTEM: "/dev/null",
  });
  const { printed } = await run(site);
  assert.match(printed, /\n {2}git commit --message "First commit"\n/);
  assert.match(await git(site, "status", "--short"), /^A {2}\.dockerignore$/m);
});

Deno.test("makes no repository inside another, and none if told so", async () => {
  await using folder = await temporaryFolder();
  const alone = join(folder.path, "alone");
  await run(alone, "--no-git");
  await assert.rejects(Deno.stat(join(alone, ".git")));
  await git(folder.path, "init", "--quiet");
  const inside = join(folder.path, "inside");
  const { printed } = await run(inside);
  await assert.rejects(Deno.stat(join(inside, ".git")));
  assert.doesNotMatch(printed, /Git/);
});

Deno.test("says what is wrong with the command line, and writes nothing", async () => {
  await using folder = await temporaryFolder();
  const site = join(folder.path, "my-site");
  const file = join(folder.path, "file");
  await Deno.writeTextFile(file, "");
  for (
    const [args, expected] of [
      [[], /^Name the folder: npm create latchkey my-site\n$/],
      [["my", "site"], /^Name one folder\..+"my site"\.\n$/],
      [[""], /^Enter the name of a folder/],
      [["two\nlines"], /^The name of the folder contains a line break/],
      [[site, "--langages", "en"], /'--langages'.+--help/],
      [[site, "--name"], /--name.+--help/],
      [[site, "--name", "<b>"], /^The name contains "/],
      [[site, "--languages", "tlh"], /^There is no language "tlh"\. Use en, /],
      [
        [site, "--features", "magic"],
        /^There is no feature "magic"\. Use all, /,
      ],
      [[join(file, "below")], /is a file/],
      [[join(folder.path, "x".repeat(300))], /^Nothing was written\. ENAMETOO/],
    ] as const
  ) {
    const { code, printed, errors } = await run(...args);
    assert.match(errors, expected);
    assert.equal(printed, "");
    assert.equal(code, 1);
  }
  const left = await Array.fromAsync(Deno.readDir(folder.path));
  assert.deepEqual(left.map(({ name }) => name), ["file"]);
});

Deno.test("prints its version, and help in lines of at most 80 characters", async () => {
  assert.equal((await run("--version")).printed, "1.2.3\n");
  const { printed, code } = await run("-h", "my-site");
  assert.equal(code, 0);
  for (const part of ["--languages", "en,ar,de", ...EVERYTHING.features]) {
    assert.ok(printed.includes(part), part);
  }
  for (const line of printed.split("\n")) assert.ok(line.length <= 80, line);
});

/** Sets variables of this process until it is disposed. */
function environment(variables: Readonly<Record<string, string>>): Disposable {
  const before = Object.keys(variables)
    .map((name) => [name, Deno.env.get(name)] as const);
  for (const [name, value] of Object.entries(variables)) {
    Deno.env.set(name, value);
  }
  return {
    [Symbol.dispose]() {
      for (const [name, value] of before) {
        if (value === undefined) Deno.env.delete(name);
        else Deno.env.set(name, value);
      }
    },
  };
}
