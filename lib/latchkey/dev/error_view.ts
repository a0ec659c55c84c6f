/**
 * The data of the development error page: the stack, with source code around each call, and
 * nothing of the request.
 *
 * @module
 */
import { extname, relative, resolve, sep } from "node:path";
import { escapeControls } from "../telemetry/log.ts";
import { withoutSecrets } from "../telemetry/log_secrets.ts";
import { type Frame, framesOf } from "./stack.ts";

/** The app's folder. */
const ROOT = resolve(import.meta.dirname!, "../../..");

/** The number of lines before and after the one that failed. */
const LINES_AROUND = 4;

/** The maximum number of calls with source code. */
const MOST_EXCERPTS = 6;

/** The maximum number of causes. */
const MOST_CAUSES = 5;

/** Limits of a message and of a line of source code, in characters. */
const LONGEST_MESSAGE = 4_000;
const LONGEST_LINE = 200;

/** Extensions of files that may be shown, unlike `.env`. */
const SOURCES: readonly string[] = [".ts", ".tsx", ".js", ".jsx", ".mjs"];

/** Folders of third-party or generated code. */
const NOT_OURS: readonly string[] = ["node_modules", "_fresh", "lib/fresh"];

/** An error for the page. */
export interface ErrorView {
  readonly name: string;
  /** May have several lines. */
  readonly message: string;
  /** How to fix it; null if unknown. */
  readonly hint: string | null;
  /** Innermost call first. */
  readonly calls: readonly CallView[];
  /** Its cause; null if there is none. */
  readonly cause: ErrorView | null;
}

/** A call in the stack. */
export interface CallView {
  readonly name: string | null;
  /** Absolute, in the format of editors: `/home/ada/app/routes/index.tsx:12:5`. */
  readonly place: string;
  /** The same, relative to the app's folder if it is in there. */
  readonly shownPlace: string;
  /** Empty for third-party code. */
  readonly excerpt: readonly SourceLine[];
}

/** A line of a source file. */
export interface SourceLine {
  readonly number: number;
  readonly text: string;
  /** Whether this is the line that failed. */
  readonly failed: boolean;
}

/** Creates the view of a thrown value and its causes. */
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

/** Deno's own advice is to add a flag, but the launcher sets the flags. */
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
    return []; // The file is missing or unreadable: show the rest without it.
  }
  const first = Math.max(1, line - LINES_AROUND);
  return text.split(/\r?\n/).slice(first - 1, line + LINES_AROUND)
    .map((text, index) => ({
      number: first + index,
      text: text.slice(0, LONGEST_LINE),
      failed: first + index === line,
    }));
}

/** Makes text of unknown origin safe to show. */
function shown(text: string): string {
  const short = text.length > LONGEST_MESSAGE
    ? `${text.slice(0, LONGEST_MESSAGE)}…`
    : text;
  return withoutSecrets(short).split("\n").map(escapeControls).join("\n");
}
