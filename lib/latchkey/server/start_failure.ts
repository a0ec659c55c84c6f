/**
 * Messages for an app that can't start.
 *
 * @module
 */
import { announceFailure } from "./announce.ts";
import { KeysFileError } from "../crypto/key_sources.ts";
import { SiteError } from "../site_check.ts";
import { listeningPort, SettingsError } from "../settings/settings.ts";
import {
  StoreOpenError,
  StoreUnavailableError,
  unavailableMessage,
} from "../database/unavailable.ts";

/** Advice by the system's code of a file error. */
const FILE_ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: "Free some space on that disk, then start again.",
  EDQUOT: "Free some space on that disk, then start again.",
  EROFS:
    "Mount that disk for writing, or set DATABASE_FILE to a writable file.",
  EEXIST: "Part of that path is a file, not a folder. Check DATABASE_FILE.",
  ENOTDIR: "Part of that path is a file, not a folder. Check DATABASE_FILE.",
  EISDIR: "That path is a folder, not a file. Check DATABASE_FILE.",
};

/**
 * Prints why the site can't start, and the error itself when its cause is unknown, and exits
 * with 1.
 */
export function endStart(error: unknown): never {
  const message = startFailure(error);
  if (message !== null) announceFailure(message);
  else console.error("The site could not start:", error);
  Deno.exit(1);
}

/** The message for an operator; null for an unknown error. */
function startFailure(error: unknown): string | null {
  if (
    error instanceof SettingsError || error instanceof StoreOpenError ||
    error instanceof KeysFileError || error instanceof SiteError
  ) {
    return error.message;
  }
  if (error instanceof StoreUnavailableError) {
    return unavailableMessage(error);
  }
  return listenFailure(error) ?? fileFailure(error);
}

function listenFailure(error: unknown): string | null {
  const { AddrInUse, AddrNotAvailable } = Deno.errors;
  if (error instanceof AddrInUse) {
    const port = listeningPort();
    return `Port ${port} is already in use. Stop the other program, or set PORT to ` +
      `another number, such as ${port === 8080 ? 8081 : 8080}.`;
  }
  // The error for an unknown host name has no class of its own.
  const isUnknown = error instanceof Error &&
    error.message.startsWith("failed to lookup address");
  if (error instanceof AddrNotAvailable || isUnknown) {
    return "HOST is not an address of this machine. Set it to localhost or 0.0.0.0.";
  }
  return null;
}

function fileFailure(error: unknown): string | null {
  const { NotCapable, PermissionDenied } = Deno.errors;
  if (error instanceof NotCapable) {
    return `Deno denied access: ${error.message.split(",")[0]}. ` +
      "The tasks of deno.json only allow the files and servers that the settings name.";
  }
  if (error instanceof PermissionDenied) {
    return `${error.message.split(",")[0]}. ` +
      "This system user has no access to that file or address. Check DATABASE_FILE, HOST and PORT.";
  }
  const code = error instanceof Error && "code" in error ? error.code : "";
  const advice = FILE_ADVICE[String(code)];
  return advice && error instanceof Error
    ? `The site can't store its data: ${error.message}. ${advice}`
    : null;
}
