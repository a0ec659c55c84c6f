/**
 * A headless Chromium that comes out of npm and needs nothing of the machine.
 *
 * The package holds the browser with its libraries and a font, packed. They are
 * unpacked once, into `node_modules/.cache`, and not by the package itself: that
 * writes to the shared temporary folder, trusts what it finds there, and leaves out
 * the libraries that a bare machine lacks. Its font has no Arabic: another package does.
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

/** The one program that `--allow-run` has to name. */
const STARTER = fileURLToPath(new URL("chromium.sh", import.meta.url));

/** Fonts beside the browser's own: a package and its files. */
const ARABIC = "@expo-google-fonts/noto-sans-arabic";
const ARABIC_FILES = [
  "400Regular/NotoSansArabic_400Regular.ttf",
  "700Bold/NotoSansArabic_700Bold.ttf",
];

/** For a network that is closed: nothing is asked of anyone but the site. */
const ARGUMENTS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Makes the unpacked fonts the only ones, so that pages look alike on all machines. */
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

/** Whether the package has a browser for this machine: it has one for Linux on x86-64 alone. */
export const chromiumRunsHere = Deno.build.os === "linux" &&
  Deno.build.arch === "x86_64";

/**
 * Starts a browser, unpacking it first where that has not been done. Throws when it is
 * not up within a minute.
 *
 * @param more Arguments of the browser beside the usual ones.
 */
export async function launchChromium(
  more: readonly string[] = [],
): Promise<Browser> {
  const options = await launchOptions(more);
  const { chromium } = await import("playwright-core");
  return await chromium.launch(options);
}

/** Connects to the browser that all workers of this test run share. */
export async function sharedChromium(): Promise<Browser> {
  const address = await shared("browser", startServer);
  prepare();
  const { chromium } = await import("playwright-core");
  return await chromium.connect(address);
}

/** Starts `browser_server.ts`, and gives where it listens. */
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

/** To be called before playwright is loaded: otherwise it reads /proc, which named permissions never allow. */
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
    chromiumSandbox: false, // It needs privileges that containers lack; the only site is ours.
    args: [...ARGUMENTS, ...more],
    // A stopped test run ends at once, and the browser with the pipe between them.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    timeout: 60_000,
  };
}

/** The folder in which the pinned versions lie unpacked. */
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

/** Unpacks beside `folder` and moves the result there whole, so that no one ever finds half of it. */
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
