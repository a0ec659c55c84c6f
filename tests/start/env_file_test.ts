/** What a person reads of names in `.env` that nobody reads. */
import assert from "node:assert/strict";
import { SITE_NAME } from "../../lib/site.ts";
import { SERVE_ARGS, SERVE_ENV } from "../serve_task.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Starts the built site in a folder of its own, with this `.env`, until it listens or ends. */
async function startBeside(
  envFile: string,
  env: Record<string, string> = {},
): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/.env`, envFile);
  await new Deno.Command("deno", {
    args: ["task", "--quiet", "build", "--if-stale"],
    cwd: ROOT,
  }).output();
  const args = SERVE_ARGS.join(" ")
    .replace("--allow-read=.", `--allow-read=.,${ROOT}`)
    .replace(
      "_fresh/serve.js",
      `--config=${ROOT}deno.json ${ROOT}_fresh/serve.js`,
    )
    .replace("--allow-ffi=", `--allow-ffi=${ROOT}`)
    .split(" ");
  const child = new Deno.Command("deno", {
    args,
    cwd: folder,
    env: {
      ...SERVE_ENV,
      APP_ENV: "development",
      KV_PATH: ":memory:",
      LOG_LEVEL: "warn",
      NO_COLOR: "1",
      PORT: "0",
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let said = "";
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      said += text;
      if (said.includes("Next:")) child.kill("SIGTERM");
    }
  });
  await Promise.all([...reading, child.status]);
  await Deno.remove(folder, { recursive: true });
  return said;
}

Deno.test("a misspelt name is told with the setting that is meant, and its value is not", async () => {
  const said = await startBeside("SMPT_URL=smtp://ada:hunter2@mail\nFOO=bar\n");
  assert.match(
    said,
    /^SMPT_URL in \.env is no setting\. Do you mean SMTP_URL\?$/m,
  );
  assert.match(said, /^FOO in \.env is no setting\. See \.env\.example/m);
  assert.ok(said.includes(`${SITE_NAME} is ready`), said);
  assert.doesNotMatch(said, /hunter2|bar/);
});

Deno.test("a piece of a value that stands where a name should is not repeated", async () => {
  const said = await startBeside(
    "SMTP_URL: smtp://ada:hunter2@mail/?a=b\nhunter2Zm9vYmFy==\n",
  );
  assert.match(said, /^A line in \.env is no setting\. See \.env\.example/m);
  assert.doesNotMatch(said, /hunter2|smtp:/);
});

Deno.test("it is told as well when the site cannot start, which may be why", async () => {
  const said = await startBeside("HSOT=localhost\n", { PORT: "many" });
  assert.match(said, /PORT is "many"/);
  assert.match(said, /HSOT in \.env is no setting\. Do you mean HOST\?/);
});

Deno.test("where .env is not read, nothing is said of it", async () => {
  const said = await startBeside("PROT=1\n", { APP_ENV: "test" });
  assert.ok(said.includes(`${SITE_NAME} is ready`), said);
  assert.doesNotMatch(said, /\.env is no setting/);
});
