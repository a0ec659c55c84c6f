/** What a person reads of names in `.env` that nothing reads. */
import assert from "node:assert/strict";
import { site as SITE } from "../../lib/site.ts";
import { startTask } from "./tasks.ts";

/** Starts the site in a folder of its own, with this `.env`, until it listens or ends. */
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
Deno.test("a misspelt name is told with the setting that is meant, and its value is not", async () => {
  const said = await startBeside("SMPT_URL=smtp://ada:hunter2@mail\nFOO=bar\n");
  assert.match(
    said,
    /^SMPT_URL in \.env is not a setting\. Did you mean SMTP_URL\?$/m,
  );
  assert.match(said, /^FOO in \.env is not a setting\. See \.env\.example/m);
  assert.ok(said.includes(`${SITE.name} is ready`), said);
  assert.doesNotMatch(said, /hunter2|bar/);
});

Deno.test("a byte order mark, as Windows editors write, belongs to no name", async () => {
  const said = await startBeside("\ufeffPORT=many\n", { PORT: "" });
  assert.match(said, /PORT is "many"/);
  assert.doesNotMatch(said, /no setting/);
});

Deno.test("a piece of a value that stands where a name should is not repeated", async () => {
  const said = await startBeside(
    "SMTP_URL: smtp://ada:hunter2@mail/?a=b\nhunter2Zm9vYmFy==\n",
  );
  assert.match(said, /^A line in \.env is not a setting\. See \.env\.example/m);
  assert.doesNotMatch(said, /hunter2|smtp:/);
});

Deno.test("it is told as well when the site cannot start, which may be why", async () => {
  const said = await startBeside("HSOT=localhost\n", { PORT: "many" });
  assert.match(said, /PORT is "many"/);
  assert.match(said, /HSOT in \.env is not a setting\. Did you mean HOST\?/);
});

Deno.test("where .env is not read, nothing is said of it", async () => {
  const said = await startBeside("PROT=1\n", { APP_ENV: "test" });
  assert.ok(said.includes(`${SITE.name} is ready`), said);
  assert.doesNotMatch(said, /\.env is not a setting/);
});
