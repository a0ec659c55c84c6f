/**
 * A headless Chromium from npm that needs nothing installed on the machine.
 *
 * The package contains the browser, its libraries and a font, compressed. They
 * are unpacked once into `node_modules/.cache`, and not by the package itself,
 * which writes to the shared temporary folder, trusts what it finds there, and
 * omits libraries that a minimal machine lacks. Its font has no Arabic, so
 * another package adds one.
 *
 * @module
 */
import { createReadStream, createWriteStream } from "node:fs";
import { basename, dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import { parseTar } from "nanotar";
import type { Browser, LaunchOptions } from "playwright-core";
import { shared } from "@latchkey/core/testing";

const CACHE = fileURLToPath(
  new URL("../../node_modules/.cache", import.meta.url),
);

/** The only program that `--allow-run` has to name. */
const STARTER = fileURLToPath(new URL("chromium.sh", import.meta.url));

/** Additional fonts: a package and its files. */
const ARABIC = "@expo-google-fonts/noto-sans-arabic";
const ARABIC_FILES = [
  "400Regular/NotoSansArabic_400Regular.ttf",
  "700Bold/NotoSansArabic_700Bold.ttf",
];

/** For a closed network: the browser contacts only the site. */
const ARGUMENTS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/**
 * Makes the unpacked fonts the only ones, so that pages look the same on every
 * machine.
 */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>Open Sans</string></edit>
  </match>
</fontconfig>
`;

/**
 * Whether the package has a browser for this machine: only for Linux on x86-64.
 */
export const chromiumRunsHere = Deno.build.os === "linux" &&
  Deno.build.arch === "x86_64";

/**
 * Starts a browser, unpacking it first if necessary. Throws when it isn't ready
 * within a minute.
 *
 * @param more Additional arguments of the browser.
 */
export async function launchChromium(
  more: readonly string[] = [],
): Promise<Browser> {
  const options = await launchOptions(more);
  const { chromium } = await import("playwright-core");
  return await chromium.launch(options);
}

/** Connects to the browser shared by all workers of this test run. */
export async function sharedChromium(): Promise<Browser> {
  const address = await shared("browser", startServer);
  prepare();
  const { chromium } = await import("playwright-core");
  return await chromium.connect(address);
}

/** Starts `browser_server.ts` and returns its address. */
async function startServer(): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--permission-set=browser"],
      fileURLToPath(new URL("browser_server.ts", import.meta.url)),
    ],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  while (!said.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error("The browser did not start; see above.");
    said += value;
  }
  await reader.cancel();
  child.unref();
  return said.trim();
}

/**
 * Must be called before Playwright is loaded, which otherwise reads /proc;
 * named permissions never allow that.
 */
function prepare(): void {
  Deno.env.set("__IS_WSL_TEST__", "1");
}

/** How a browser is started. */
export async function launchOptions(
  more: readonly string[] = [],
): Promise<LaunchOptions> {
  prepare();
  return {
    executablePath: STARTER,
    env: { CHROMIUM_FOLDER: await unpackedChromium() },
    chromiumSandbox: false, // The sandbox needs privileges that containers lack; only our own site is visited.
    args: [...ARGUMENTS, ...more],
    // A stopped test run exits at once, and the browser with the pipe between
    // them.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    timeout: 60_000,
  };
}

/** The folder with the pinned versions, unpacked. */
async function unpackedChromium(): Promise<string> {
  const chromium = new URL("..", import.meta.resolve("@sparticuz/chromium"));
  const arabic = new URL(".", import.meta.resolve(ARABIC));
  const versions = await Promise.all([chromium, arabic].map(versionIn));
  const folder = `${CACHE}/chromium-${versions.join("-")}`;
  if (!await exists(folder)) {
    const fonts = ARABIC_FILES.map((file) => new URL(file, arabic));
    await unpack(new URL("bin/", chromium), fonts, folder);
  }
  return folder;
}

async function versionIn(folder: URL): Promise<string> {
  const manifest = await Deno.readTextFile(new URL("package.json", folder));
  return JSON.parse(manifest).version;
}

/**
 * Unpacks beside `folder` and renames the result, so that no process ever sees
 * half of it.
 */
async function unpack(
  packed: URL,
  fonts: readonly URL[],
  folder: string,
): Promise<void> {
  await Deno.mkdir(CACHE, { recursive: true });
  const draft = await Deno.makeTempDir({ dir: CACHE });
  try {
    await unpackTar(new URL("al2023.tar.br", packed), draft); // lib/
    await unpackTar(new URL("fonts.tar.br", packed), draft); // fonts/, fonts.conf
    for (const font of fonts) {
      await Deno.copyFile(font, `${draft}/fonts/${basename(font.pathname)}`);
    }
    await Deno.writeTextFile(`${draft}/fonts.conf`, FONTS);
    await pipeline(
      createReadStream(new URL("chromium.br", packed)),
      createBrotliDecompress(),
      createWriteStream(`${draft}/chromium`, { mode: 0o755 }),
    );
    await Deno.rename(draft, folder);
  } catch (error) {
    await Deno.remove(draft, { recursive: true });
    if (!await exists(folder)) throw error; // Otherwise another process was first.
  }
}

async function unpackTar(file: URL, folder: string): Promise<void> {
  const tar = brotliDecompressSync(await Deno.readFile(file));
  for (const { name, type, data } of parseTar(tar)) {
    if (type !== "file" || !data) continue;
    const path = `${folder}/${name}`;
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, data);
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
