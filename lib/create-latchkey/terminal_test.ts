/** The questions at a real terminal, as Node asks them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { installPackage, temporaryFolder } from "./testing.ts";

const ENTER = "\r";
const SPACE = " ";
const DOWN = "\x1b[B";
const ERASE = "\x15"; // Ctrl+U
const CANCEL = "\x03"; // Ctrl+C

/** How long a question may take to appear, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Text of a terminal without colours and movements of the cursor. */
function plain(text: string): string {
  // deno-lint-ignore no-control-regex -- terminals use control characters
  return text.replaceAll(/\x1b\[[\d;?]*[A-Za-z]/g, "");
}

/** What a person types once they see a text. */
type Step = readonly [seen: string, typed: string];

/** Runs the program at a terminal until it ends. Returns what is on the screen. */
async function atTerminal(
  folder: string,
  args: readonly string[],
  steps: readonly Step[],
): Promise<string> {
  const program = await installPackage();
  const size = "stty columns 100 rows 40"; // There is none otherwise.
  const command = `${size} && exec node ${[program, ...args].join(" ")}`;
  const terminal = new Deno.Command("script", {
    args: ["-q", "-e", "-c", command, "/dev/null"],
    cwd: folder,
    env: { TERM: "xterm", LANG: "C.UTF-8" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const keyboard = terminal.stdin.getWriter();
  const screen = terminal.stdout.pipeThrough(new TextDecoderStream())
    .getReader();
  const timer = setTimeout(() => terminal.kill("SIGKILL"), PATIENCE_MS);
  const waiting = [...steps];
  let [raw, shown, searched] = ["", "", 0];
  for (;;) {
    const { value, done } = await screen.read();
    if (done) break;
    raw += value;
    shown = plain(raw);
    const [next] = waiting;
    if (!next || !shown.slice(searched).includes(next[0])) continue;
    waiting.shift();
    searched = shown.length;
    await keyboard.write(new TextEncoder().encode(next[1]));
  }
  clearTimeout(timer);
  await keyboard.close().catch(() => {});
  await terminal.status;
  assert.deepEqual(waiting, [], shown);
  return shown;
}

async function answersIn(site: string) {
  const text = await Deno.readTextFile(join(site, ".latchkey.json"));
  return JSON.parse(text);
}

const ignore = Deno.build.os !== "linux";

Deno.test({
  name: "asks three questions and takes the answers",
  ignore,
  async fn() {
    await using folder = await temporaryFolder();
    const shown = await atTerminal(folder.path, ["my-site", "--no-git"], [
      ["What is the site called?", ERASE + "نادي <b>" + ENTER],
      ["Leave them out", "\x7f\x7f\x7f" + ENTER],
      ["Which languages?", DOWN + DOWN + SPACE + ENTER],
      ["Which features?", SPACE + DOWN + SPACE + ENTER],
    ]);
    assert.match(shown, /npx -y deno@2\.9\.6 task start/);
    const { name, languages, features } = await answersIn(
      join(folder.path, "my-site"),
    );
    assert.equal(name, "نادي");
    assert.deepEqual(languages, ["en", "de"]);
    assert.ok(!features.includes("admin") && features.includes("passkeys"));
  },
});

Deno.test({
  name: "offers defaults for everything, even the folder",
  ignore,
  async fn() {
    await using folder = await temporaryFolder();
    const shown = await atTerminal(folder.path, ["--no-git"], [
      ["Which folder?", ENTER],
      ["What is the site called?", ENTER],
      ["Which languages?", ENTER],
      ["Which features?", ENTER],
    ]);
    assert.match(shown, /Wrote My site to my-site/);
    const { name, languages } = await answersIn(join(folder.path, "my-site"));
    assert.equal(name, "My site");
    assert.deepEqual(languages, ["en"]);
  },
});

Deno.test({
  name: "asks only for what the command line leaves out",
  ignore,
  async fn() {
    await using folder = await temporaryFolder();
    const args = ["books", "--name", "Books", "--features", "none"];
    const shown = await atTerminal(folder.path, [...args, "--no-git"], [
      ["Which languages?", ENTER],
    ]);
    assert.doesNotMatch(shown, /called\?|features\?/);
    assert.equal((await answersIn(join(folder.path, "books"))).name, "Books");
  },
});

Deno.test({
  name: "writes nothing when it is stopped at a question",
  ignore,
  async fn() {
    await using folder = await temporaryFolder();
    const shown = await atTerminal(folder.path, ["my-site"], [
      ["What is the site called?", ENTER],
      ["Which languages?", CANCEL],
    ]);
    assert.match(shown, /Nothing was written\./);
    await assert.rejects(Deno.stat(join(folder.path, "my-site")));
  },
});
