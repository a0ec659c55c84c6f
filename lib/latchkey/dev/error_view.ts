/**
 * What a developer sees of an error: the stack with lines of the source around each call.
 * Nothing of the request is in it.
 *
 * @module
 */
import { extname, relative, resolve, sep } from "node:path";
import { escapeControls } from "../telemetry/log.ts";
import { withoutSecrets } from "../telemetry/log_secrets.ts";
import { type Frame, framesOf } from "./stack.ts";

/** The app's folder. */
const ROOT = resolve(import.meta.dirname!, "../../..");

/** How many lines are shown before the one that failed, and behind it. */
const LINES_AROUND = 4;

/** How many calls are shown with their source. */
const MOST_EXCERPTS = 6;

/** How deep the causes of an error are followed. */
const MOST_CAUSES = 5;

/** No message worth reading has more characters, and no line of ours. */
const LONGEST_MESSAGE = 4_000;
const LONGEST_LINE = 200;

/** Files that may be shown; whatever else a stack may name, such as `.env`, may not. */
const SOURCES: readonly string[] = [".ts", ".tsx", ".js", ".jsx", ".mjs"];

/** Folders whose code somebody else wrote, or a program. */
const NOT_OURS: readonly string[] = ["node_modules", "_fresh", "lib/fresh"];

/** An error, to be shown. */
export interface ErrorView {
  readonly name: string;
  /** May have several lines. */
  readonly message: string;
  /** How to fix it, where that is known. */
  readonly hint: string | null;
  /** The innermost call first. */
  readonly calls: readonly CallView[];
  /** What it says caused it. */
  readonly cause: ErrorView | null;
}

/** One call of its stack. */
export interface CallView {
  readonly name: string | null;
  /** Absolute, as an editor takes it: `/home/ada/app/routes/index.tsx:12:5`. */
  readonly place: string;
  /** The same from the app's folder on, where it lies in there. */
  readonly shownPlace: string;
  /** Empty for code that is not ours. */
  readonly excerpt: readonly SourceLine[];
}

/** A line of a source file. */
export interface SourceLine {
  readonly number: number;
  readonly text: string;
  /** Whether this is where it went wrong. */
  readonly failed: boolean;
}

/** Puts what was thrown, and what caused it, into a view. */
export async function viewError(thrown: unknown): Promise<ErrorView> {
  return await viewCaused(thrown, MOST_CAUSES);
}

async function viewCaused(
  thrown: unknown,
  causes: number,
): Promise<ErrorView> {
  if (!(thrown instanceof Error)) {
    const message = typeof thrown === "string"
      ? thrown
      : `A value of type ${typeof thrown} was thrown instead of an Error.`;
    return {
      name: "Thrown",
      message: shown(message),
      hint: null,
      calls: [],
      cause: null,
    };
  }
  const { cause } = thrown;
  return {
    name: shown(String(thrown.name)),
    message: shown(String(thrown.message)),
    hint: hintFor(thrown),
    calls: await viewCalls(framesOf(thrown)),
    cause: cause === undefined || causes === 0
      ? null
      : await viewCaused(cause, causes - 1),
  };
}

/** Deno's own advice is a flag, but the launcher sets the flags. */
function hintFor(error: Error): string | null {
  if (!(error instanceof Deno.errors.NotCapable)) return null;
  const [, host] = /^Requires net access to ("[^"]+")/.exec(error.message) ??
    [];
  return host === undefined
    ? null
    : shown(`Add ${host} to the hosts of a feature in lib/site.ts.`);
}

async function viewCalls(frames: readonly Frame[]): Promise<CallView[]> {
  const excerpted = new Set(
    frames.filter(isOurs).slice(0, MOST_EXCERPTS),
  );
  return await Promise.all(frames.map(async (frame) => {
    const at = `:${frame.line}:${frame.column}`;
    const inside = relative(ROOT, frame.path);
    return {
      name: frame.name === null ? null : shown(frame.name),
      place: frame.path + at,
      shownPlace: (inside.startsWith("..") ? frame.path : inside) + at,
      excerpt: excerpted.has(frame) ? await excerptOf(frame) : [],
    };
  }));
}

function isOurs({ path }: Frame): boolean {
  const inside = relative(ROOT, path).split(sep).join("/");
  return !inside.startsWith(".") &&
    SOURCES.includes(extname(inside)) &&
    !NOT_OURS.some((folder) => inside.startsWith(`${folder}/`));
}

async function excerptOf({ path, line }: Frame): Promise<SourceLine[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch {
    return []; // It is gone, or may not be read: the rest of the view is good without it.
  }
  const first = Math.max(1, line - LINES_AROUND);
  return text.split(/\r?\n/).slice(first - 1, line + LINES_AROUND)
    .map((text, index) => ({
      number: first + index,
      text: text.slice(0, LONGEST_LINE),
      failed: first + index === line,
    }));
}

/** Text that anybody may have had a hand in. */
function shown(text: string): string {
  const short = text.length > LONGEST_MESSAGE
    ? `${text.slice(0, LONGEST_MESSAGE)}…`
    : text;
  return withoutSecrets(short).split("\n").map(escapeControls).join("\n");
}
