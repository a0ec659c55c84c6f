/**
 * Backups as JSON lines: a header, one row per line, and a last line with the number of rows
 * and the hash of all lines before it. A file without that line was cut off.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { Contents } from "../any_row.ts";
import { removeStale, temporaryPath } from "../../files/temporary_files.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { dataFolder } from "../../files/data_folder.ts";
import type { Settings } from "../../settings/settings.ts";

/** The default folder of backups, where `doctor` looks for them. */
export function backupsFolder(
  settings: Pick<Settings, "databaseFile">,
): string {
  return join(dataFolder(settings), "backups");
}

/**
 * The file name of a backup, such as `latchkey-2030-01-31T09-30-00Z.jsonl`: valid on every
 * system, and sorted by time.
 */
export function backupName(time: number): string {
  const at = new Date(time).toISOString().slice(0, 19).replaceAll(":", "-");
  return `latchkey-${at}Z.jsonl`;
}

function isBackupName(name: string): boolean {
  return /^latchkey-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.jsonl$/.test(name);
}

/** A summary of a complete backup. */
export interface BackupFacts {
  readonly madeAt: string;
  readonly rows: number;
  /** Of every line except the last, in hex. */
  readonly sha256: string;
}

/**
 * Writes a backup with mode 0600. The file gets its name once it is complete. A partial file
 * left by a killed process is removed by a later backup, a day after it was written.
 *
 * @param onProgress Called with the number of rows written so far.
 * @throws {CommandFailure} when the file exists.
 */
export async function writeBackup(
  path: string,
  contents: Contents,
  madeAt: number,
  onProgress: (rows: number) => void,
): Promise<BackupFacts> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await removeStale(
    dirname(path),
    "part",
    (name) => name === basename(path) || isBackupName(name),
  );
  const temporary = temporaryPath(path, "part");
  try {
    const file = await Deno.open(temporary, {
      write: true,
      createNew: true,
      mode: 0o600,
    });
    const facts = await writeLines(file, contents, madeAt, onProgress);
    await publish(temporary, path);
    return facts;
  } finally {
    await Deno.remove(temporary).catch(ignoreMissing);
  }
}

/** About how many characters are written at once. */
const CHUNK = 64 * 1024;

async function writeLines(
  file: Deno.FsFile,
  { migrations, shape, total, rows }: Contents,
  time: number,
  onProgress: (rows: number) => void,
): Promise<BackupFacts> {
  using _ = file;
  const hash = createHash("sha256");
  const madeAt = new Date(time).toISOString();
  const tables = [...shape].map(([name, columns]) => ({ name, columns }));
  const header = { app: "latchkey", madeAt, migrations, tables, rows: total };
  let [lines, count] = [`${JSON.stringify(header)}\n`, 0];
  const flush = async (text: string) => {
    let bytes = new TextEncoder().encode(text);
    while (bytes.length > 0) bytes = bytes.subarray(await file.write(bytes));
  };
  for await (const row of rows) {
    count++;
    lines += `${JSON.stringify(row)}\n`;
    if (lines.length < CHUNK) continue;
    hash.update(lines);
    await flush(lines);
    lines = "";
    onProgress(count);
  }
  const sha256 = hash.update(lines).digest("hex");
  const end = { end: true, rows: count, sha256 };
  await flush(`${lines}${JSON.stringify(end)}\n`);
  await file.sync();
  return { madeAt, rows: count, sha256 };
}

async function publish(temporary: string, path: string): Promise<void> {
  try {
    await Deno.link(temporary, path); // Unlike a rename, a link never replaces a file.
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new CommandFailure(
      "exists",
      `The file ${path} already exists. Choose another name.`,
    );
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
