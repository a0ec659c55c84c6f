/**
 * What whoever starts the site reads. The console leaves the colours out where no
 * terminal shows them, and where NO_COLOR is set.
 *
 * @module
 */
import { demoUsers } from "../features/account/demo_users.ts";
import { escapeControls } from "../telemetry/log.ts";
import type { Services } from "../services.ts";
import type { Settings } from "../settings/settings.ts";
import { unknownVariables } from "../settings/unknown_variables.ts";
import { storeName } from "../database/name.ts";

/** More names of files than this are only counted. */
const MOST_FILES = 5;

/** What is written so was meant as a name. Anything else may be a piece of a value, of a key in several lines. */
const NAME = /^[A-Z][A-Z\d_]*$/;

const STYLES = {
  plain: "",
  good: "color: green; font-weight: bold",
  address: "color: cyan; text-decoration: underline",
  faint: "color: gray",
  warning: "color: yellow",
  wrong: "color: red; font-weight: bold",
};

/** A piece of a line, and how it looks. */
type Piece = readonly [text: string, style?: keyof typeof STYLES];

/** Says where the site is, how to get in, where everything lies and what to do next. */
export function announce(
  { site, settings, mail }: Services,
  port: number,
): void {
  const development = settings.appEnv === "development";
  const address = addressOf(settings, port);
  print(
    [`${site.name} is ready`, "good"],
    [" at "],
    [address, "address"],
    sinceStart(),
  );
  if (development) {
    const users = demoUsers.map(({ address }) => address).join(" or ");
    print([`Log in as ${users}, password ${demoUsers[0].password}`]);
  }
  if (mail.mailbox) {
    print(["Emails it would send: "], [`${address}/dev/mail`, "address"]);
  }
  print([`Database: ${storeName(settings)}`]);
  print([
    development
      ? "Next: deno task new page /hello --guarded"
      : `Listening on ${settings.host}:${port}. Next: deno task cli doctor`,
  ]);
}

/** Says that the site was started again, and for which files. */
export function announceReload(
  { settings }: Pick<Services, "settings">,
  port: number,
  files: readonly string[],
): void {
  print(
    ["Reloaded", "good"],
    [`${namesOf(files)} at `],
    [addressOf(settings, port), "address"],
    sinceStart(),
  );
}

/** Says that the site was built, and for which files. */
export function announceBuild(files: readonly string[]): void {
  print(["Built", "good"], [namesOf(files)], sinceStart());
}

/** Warns of names in `.env` that are not known, which nothing reads. */
export function warnOfUnknown(
  names: readonly string[],
  knownNames: readonly string[],
): void {
  for (const { name, nearest } of unknownVariables(names, knownNames)) {
    const advice = nearest === null
      ? "See .env.example for the settings; features in lib/site.ts add their own."
      : `Did you mean ${nearest}?`;
    const told = nearest !== null || NAME.test(name) ? ` ${name}` : "";
    print([`Unknown setting${told} in .env. ${advice}`, "warning"]);
  }
}

/** Says why the site does not start: in the first line what is wrong, then the rest. */
export function announceFailure(words: string): void {
  const [first, ...rest] = words.split("\n");
  console.error("%c%s", STYLES.wrong, first);
  for (const line of rest) console.error("%s", line);
}

function addressOf(
  { appEnv, host, publicUrl }: Settings,
  port: number,
): string {
  const name = appEnv === "development" ? "localhost" : host;
  return publicUrl?.origin ?? `http://${name}:${port}`;
}

function print(...pieces: Piece[]): void {
  console.log(
    "%c%s".repeat(pieces.length),
    ...pieces.flatMap((
      [text, style = "plain"],
    ) => [STYLES[style], escapeControls(text)]),
  );
}

function namesOf(files: readonly string[]): string {
  if (files.length === 0) return "";
  const shown = files.slice(0, MOST_FILES).join(", ");
  const more = files.length - MOST_FILES;
  return ` for ${shown}${more > 0 ? ` and ${more} more` : ""}`;
}

/** How long it took from the start of the code until now. */
function sinceStart(): Piece {
  return [` (${(performance.now() / 1000).toFixed(2)} s)`, "faint"];
}
