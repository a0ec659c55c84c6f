/**
 * Backups as files: JSON lines. The first says what it is, then comes a row a line, and
 * the last says how many there are and what all lines before it hash to. A file without
 * that line was cut off.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { Contents } from "../any_row.ts";
import { passingName, removeLeftBehind } from "../../files/passing_files.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { dataFolder } from "../../files/data_folder.ts";
import type { Settings } from "../../settings/settings.ts";

/** Where backups go unless a file is named, and where the doctor looks for them. */
export function backupsFolder(
  settings: Pick<Settings, "databaseFile">,
): string {
  return join(dataFolder(settings), "backups");
}

/** A name for a backup, made of its time: `latchkey-2030-01-31T09-30-00Z.jsonl`. Sorts by time, and is a file name everywhere. */
export function backupName(time: number): string {
  const at = new Date(time).toISOString().slice(0, 19).replaceAll(":", "-");
  return `latchkey-${at}Z.jsonl`;
}

/** Whether {@linkcode backupName} makes such a name. */
function isBackupName(name: string): boolean {
  return /^latchkey-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.jsonl$/.test(name);
}

/** What a whole backup holds. */
export interface BackupFacts {
  readonly madeAt: string;
  readonly rows: number;
  /** Of every line but the last, in hex. */
  readonly sha256: string;
}

/**
 * Writes a backup with mode 0600. The file has its name once it is whole; a part of one
 * that a killed process left in its folder is removed when it is a day old.
 *
 * @param reached Called with how many rows are written.
 * @throws {CommandFailure} when there is such a file already.
 */
export async function writeBackup(
  path: string,
  contents: Contents,
  madeAt: number,
  reached: (rows: number) => void,
): Promise<BackupFacts> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await removeLeftBehind(
    dirname(path),
    "part",
    (name) => name === basename(path) || isBackupName(name),
  );
  const draft = passingName(path, "part");
  try {
    const file = await Deno.open(draft, {
      write: true,
      createNew: true,
      mode: 0o600,
    });
    const facts = await writeLines(file, contents, madeAt, reached);
    await giveName(draft, path);
    return facts;
  } finally {
    await Deno.remove(draft).catch(ignoreMissing);
  }
}

/** About how much is written at once, in characters. */
const CHUNK = 64 * 1024;

async function writeLines(
  file: Deno.FsFile,
  { migrations, shape, total, rows }: Contents,
  time: number,
  reached: (rows: number) => void,
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
    reached(count);
  }
  const sha256 = hash.update(lines).digest("hex");
  const end = { end: true, rows: count, sha256 };
  await flush(`${lines}${JSON.stringify(end)}\n`);
  await file.sync();
  return { madeAt, rows: count, sha256 };
}

async function giveName(draft: string, path: string): Promise<void> {
  try {
    await Deno.link(draft, path); // Unlike a rename, a link never replaces a file.
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new CommandFailure(
      "exists",
      `${path} already exists. Choose another name.`,
    );
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
