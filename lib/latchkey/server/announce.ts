/**
 * Output of the server at its start. The console leaves out colours without a terminal and when
 * NO_COLOR is set.
 *
 * @module
 */
import { demoUsers } from "../features/account/demo_users.ts";
import { escapeControls } from "../telemetry/log.ts";
import type { Services } from "../services.ts";
import type { Settings } from "../settings/settings.ts";
import { unknownVariables } from "../settings/unknown_variables.ts";
import { storeName } from "../database/name.ts";

/** The most file names that are listed; the rest are counted. */
const MAX_FILES = 5;

/**
 * What looks like a variable's name. Anything else may be part of a secret that spans several
 * lines.
 */
const NAME = /^[A-Z][A-Z\d_]*$/;

const STYLES = {
  plain: "",
  good: "color: green; font-weight: bold",
  address: "color: cyan; text-decoration: underline",
  faint: "color: gray",
  warning: "color: yellow",
  wrong: "color: red; font-weight: bold",
};

/** Part of a line, and its style. */
type Piece = readonly [text: string, style?: keyof typeof STYLES];

/** Prints the site's URL, the demo users, the mailbox, the database and what to do next. */
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

/** Prints that the site was restarted, and for which files. */
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

/** Prints that the site was built, and for which files. */
export function announceBuild(files: readonly string[]): void {
  print(["Built", "good"], [namesOf(files)], sinceStart());
}

/** Warns about unknown names in `.env`. */
export function warnAboutUnknown(
  names: readonly string[],
  knownNames: readonly string[],
): void {
  for (const { name, nearest } of unknownVariables(names, knownNames)) {
    const advice = nearest === null
      ? "See .env.example for all settings; features in lib/site.ts add more."
      : `Did you mean ${nearest}?`;
    const shownName = nearest !== null || NAME.test(name) ? name : "A line";
    print([`${shownName} in .env is not a setting. ${advice}`, "warning"]);
  }
}

/** Prints why the site can't start: the problem in the first line, then the rest. */
export function announceFailure(message: string): void {
  const [first, ...rest] = message.split("\n");
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
  const shown = files.slice(0, MAX_FILES).join(", ");
  const more = files.length - MAX_FILES;
  return ` for ${shown}${more > 0 ? ` and ${more} more` : ""}`;
}

/** The time since the process started. */
function sinceStart(): Piece {
  return [` (${(performance.now() / 1000).toFixed(2)} s)`, "faint"];
}
