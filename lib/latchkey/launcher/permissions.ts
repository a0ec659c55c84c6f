/**
 * The permissions that the settings require, as flags of `deno run`.
 *
 * @module
 */
import { dirname } from "node:path";
import { isSecret } from "../settings/schemas.ts";
import type { Settings } from "../settings/settings.ts";
import type { Feature, Site } from "../services.ts";
import { dataFolder } from "../files/data_folder.ts";
import { serverHost } from "../settings/server_host.ts";
import {
  type DatabaseAddress,
  databaseAddress,
  databaseHost,
  parseDatabaseUrl,
  socketPath,
} from "../database/postgres/address.ts";
import { LaunchError } from "./environment.ts";

const KINDS = ["ffi", "net", "read", "run", "write"] as const;

/**
 * The permissions of a process. Paths are files, or folders with their contents. `net` has
 * hosts with a port, such as `"[::1]:5432"`, or without one for all ports.
 */
export type Permissions = Partial<
  Record<typeof KINDS[number], readonly string[]>
>;

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  "smtp:": "587",
  "smtps:": "465",
  "https:": "443",
  "http:": "80",
};

/** The permissions of the server and the commands: the own address, the servers that settings and features name, the data folder. */
export function permissionsFor(
  { features }: Pick<Site, "features">,
  settings: Settings,
): Permissions {
  const { databaseUrl, smtpUrl } = settings;
  const data = dataFolder(settings);
  const database = databaseUrl
    ? databasePermissions(databaseAddress(databaseUrl))
    : {};
  return {
    net: [
      addressOf(settings.host, settings.port || ""),
      ...smtpUrl ? [urlAddress(smtpUrl)] : [],
      ...database.net ?? [],
      ...features.flatMap((feature) => hostsOf(feature, settings)),
    ],
    read: [data, ...database.read ?? []],
    write: [data, ...database.write ?? []],
  };
}

function hostsOf(feature: Feature, { features }: Settings): readonly string[] {
  try {
    return feature.hosts(features[feature.name]);
  } catch (error) {
    // The message of an error, such as that of `new URL(value)`, may contain a setting.
    const canRepeat = !Object.values(feature.settings).some(isSecret);
    const name = error instanceof Error ? error.name : typeof error;
    throw new LaunchError(
      `The \`hosts\` function of the feature "${feature.name}" failed: ${
        canRepeat ? error : name
      }. Fix it, then start again.`,
    );
  }
}

function databasePermissions(address: DatabaseAddress): Permissions {
  const { host, port, rootCertificate } = address;
  const certificate = rootCertificate ? [rootCertificate] : [];
  const socket = socketPath(address);
  if (socket === null) {
    return { net: [addressOf(host, port)], read: certificate };
  }
  return {
    net: [`unix:${socket}`],
    read: [socket, ...certificate],
    write: [socket],
  };
}

/** What `doctor` asks besides: the list of releases. The server never needs it. */
export function doctorPermissions(
  { securityReleases: place }: Pick<Settings, "securityReleases">,
): Permissions {
  if (place === null) return {};
  return typeof place === "string"
    ? { read: [place] }
    : { net: [urlAddress(place)] };
}

/** Commands that read or write the files or databases in their arguments. */
const FILE_COMMANDS: Readonly<Record<string, "read" | "write">> = {
  backup: "write",
  restore: "read",
  "users import": "read",
  "database copy": "write",
};

/**
 * The permissions that a command line adds: the file that `restore` reads, the folder that
 * `backup` and `database copy` write to, the server of a URL.
 */
export function permissionsOf(args: readonly string[]): Permissions {
  const words = args.map((arg) => arg.replace(/^--\w+=/, ""))
    .filter((word) => word !== "" && !word.startsWith("-"));
  const length = ["database", "users"].includes(words[0]) ? 2 : 1;
  const use = FILE_COMMANDS[words.slice(0, length).join(" ")];
  const named = use === undefined ? [] : words.slice(length)
    .filter((word) => word !== "DATABASE_FILE" && word !== "DATABASE_URL");
  const urls = named.filter((word) => /^[a-z]+:\/\//i.test(word));
  // SQLite and unfinished backups need other files in the same folder.
  const paths = named.filter((word) => !urls.includes(word))
    .map((path) => use === "write" ? dirname(path) : path);
  const servers = urls.map(serverPermissions);
  return {
    net: servers.flatMap(({ net = [] }) => net),
    read: [...paths, ...servers.flatMap(({ read = [] }) => read)],
    write: [
      ...use === "write" ? paths : [],
      ...servers.flatMap(({ write = [] }) => write),
    ],
  };
}

/** The permissions for a database URL on the command line. An invalid one gets none: the command reports it. */
function serverPermissions(text: string): Permissions {
  const url = parseDatabaseUrl(text);
  if (url === null) return {};
  const isDatabase = /^postgres(ql)?:$/.test(url.protocol) &&
    databaseHost(url) !== "";
  return isDatabase ? databasePermissions(databaseAddress(url)) : {};
}

/**
 * The flags for several permissions together.
 *
 * @throws {LaunchError} if Deno has no flag for one of them.
 */
export function permissionFlags(...all: readonly Permissions[]): string[] {
  return KINDS.flatMap((kind) => {
    const values = new Set(
      all.flatMap((permissions) => permissions[kind] ?? []),
    );
    for (const value of values) {
      // Deno 2.9 reads a comma as the end of a value, even a doubled one.
      if (value.includes(",")) throw new LaunchError(withComma(value));
    }
    return values.size > 0 ? [`--allow-${kind}=${[...values].join(",")}`] : [];
  });
}

function withComma(path: string): string {
  return `Deno cannot allow access to ${
    JSON.stringify(path)
  } because of the comma. ` +
    "Choose a path without one.";
}

function urlAddress({ hostname, port, protocol }: URL): string {
  return addressOf(serverHost(hostname), port || DEFAULT_PORTS[protocol]);
}

function addressOf(host: string, port: number | string): string {
  const shown = host.includes(":") ? `[${host}]` : host;
  return port === "" ? shown : `${shown}:${port}`;
}
