/** What is reported about names in `.env` that nothing reads. */
import assert from "node:assert/strict";
import { site as SITE } from "../../lib/site.ts";
import { startTask } from "./tasks.ts";

/**
 * Starts the site in a temporary folder with this `.env` until it listens or
 * exits.
 */
async function startBeside(
  envFile: string,
  env: Record<string, string> = {},
): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/.env`, envFile);
  try {
    await using task = startTask("start", { cwd: folder, env });
    await Promise.race([task.says(/Next:/).catch(() => {}), task.ended()]);
    return task.said();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
Deno.test("suggests the intended setting for a misspelt name without its value", async () => {
  const said = await startBeside("SMPT_URL=smtp://ada:hunter2@mail\nFOO=bar\n");
  assert.match(
    said,
    /^SMPT_URL in \.env is not a setting\. Did you mean SMTP_URL\?$/m,
  );
  assert.match(said, /^FOO in \.env is not a setting\. See \.env\.example/m);
  assert.ok(said.includes(`${SITE.name} is ready`), said);
  assert.doesNotMatch(said, /hunter2|bar/);
});

Deno.test("ignores a byte order mark, as written by Windows editors", async () => {
  const said = await startBeside("\ufeffPORT=many\n", { PORT: "" });
  assert.match(said, /PORT is "many"/);
  assert.doesNotMatch(said, /no setting/);
});

Deno.test("doesn't repeat a piece of a value in place of a name", async () => {
  const said = await startBeside(
    "SMTP_URL: smtp://ada:hunter2@mail/?a=b\nhunter2Zm9vYmFy==\n",
  );
  assert.match(said, /^A line in \.env is not a setting\. See \.env\.example/m);
  assert.doesNotMatch(said, /hunter2|smtp:/);
});

Deno.test("reports it too when the site can't start, since it may be the reason", async () => {
  const said = await startBeside("HSOT=localhost\n", { PORT: "many" });
  assert.match(said, /PORT is "many"/);
  assert.match(said, /HSOT in \.env is not a setting\. Did you mean HOST\?/);
});

Deno.test("reports nothing where .env isn't read", async () => {
  const said = await startBeside("PROT=1\n", { APP_ENV: "test" });
  assert.ok(said.includes(`${SITE.name} is ready`), said);
  assert.doesNotMatch(said, /\.env is not a setting/);
});
