/**
 * The permissions that the settings ask for, as flags of `deno run`.
 *
 * @module
 */
import { dirname } from "node:path";
import type { Settings } from "../settings.ts";
import { SITE_HOSTS } from "../site.ts";
import { dataFolder, isKvFile } from "../store/data_folder.ts";
import { databaseAddress } from "../store/postgres/address.ts";

const KINDS = ["ffi", "net", "read", "run", "write"] as const;

/**
 * What a process may reach. Paths are files, or folders with all that is in them; `net` is
 * hosts with a port, `"[::1]:5432"`, or without for all their ports.
 */
export type Permissions = Partial<
  Record<typeof KINDS[number], readonly string[]>
>;

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  "http:": "80",
  "https:": "443",
  "postgres:": "5432",
  "postgresql:": "5432",
  "smtp:": "587",
  "smtps:": "465",
};

/** What the server and the commands need: its own address, the servers that the settings name, the data folder. */
export function permissionsFor(settings: Settings): Permissions {
  const { databaseUrl, kvPath, smtpUrl } = settings;
  const database = databaseUrl && databaseAddress(databaseUrl);
  const data = dataFolder(settings);
  return {
    net: [
      addressOf(settings.host, settings.port || ""),
      ...smtpUrl ? [urlAddress(smtpUrl)] : [],
      ...database ? [addressOf(database.host, database.port)] : [],
      ...URL.canParse(kvPath) && !isKvFile(kvPath)
        ? [urlAddress(new URL(kvPath))]
        : [],
      ...SITE_HOSTS,
    ],
    read: [
      data,
      ...database?.rootCertificate ? [database.rootCertificate] : [],
    ],
    write: [data],
  };
}

/** Commands that take files or databases, and what they do with them. */
const FILE_COMMANDS: Readonly<Record<string, "read" | "write">> = {
  backup: "write",
  restore: "read",
  "store copy": "write",
};

/**
 * What a command line adds to that: the file that `restore` reads, the folder into which
 * `backup` and `store copy` write, the server of a URL.
 */
export function permissionsOf(args: readonly string[]): Permissions {
  const words = args.map((arg) => arg.replace(/^--\w+=/, ""))
    .filter((word) => !word.startsWith("-"));
  const length = words[0] === "store" ? 2 : 1;
  const use = FILE_COMMANDS[words.slice(0, length).join(" ")];
  const named = use === undefined ? [] : words.slice(length)
    .filter((word) => word !== "KV_PATH" && word !== "DATABASE_URL");
  const urls = named.filter((word) => /^[a-z]+:\/\//i.test(word));
  // SQLite keeps other files beside its own, and so does a backup that is being written.
  const paths = named.filter((word) => !urls.includes(word))
    .map((path) => use === "write" ? dirname(path) : path);
  return {
    net: urls.filter((url) => URL.canParse(url))
      .map((url) => urlAddress(new URL(url))),
    read: paths,
    write: use === "write" ? paths : [],
  };
}

/** The flags for some permissions together. */
export function permissionFlags(...all: readonly Permissions[]): string[] {
  return KINDS.flatMap((kind) => {
    const values = new Set(
      all.flatMap((permissions) => permissions[kind] ?? []),
    );
    // A comma within a value is written twice.
    const list = [...values].map((value) => value.replaceAll(",", ",,"));
    return list.length > 0 ? [`--allow-${kind}=${list.join(",")}`] : [];
  });
}

function urlAddress({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || DEFAULT_PORTS[protocol]}`;
}

function addressOf(host: string, port: number | string): string {
  const shown = host.includes(":") ? `[${host}]` : host;
  return port === "" ? shown : `${shown}:${port}`;
}
