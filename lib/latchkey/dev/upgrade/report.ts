/**
 * What an upgrade tells.
 *
 * @module
 */
import { escapeControls } from "../../telemetry/log.ts";
import type { Announcements } from "./announcements.ts";
import type { Told } from "./apply.ts";
import type { Notes } from "./changelog.ts";
import { RENEW_BY_HAND } from "./lock.ts";
import type { Finding, FindingKind, Plan } from "./findings.ts";

/** All that there is to tell. */
export interface Findings extends Announcements {
  readonly from: string;
  readonly to: string;
  readonly notes: readonly Notes[];
  readonly plan: Plan;
  /** Whether nothing is written. */
  readonly dryRun: boolean;
}

/** What is listed, and under which heading. */
const LISTS: readonly [FindingKind, string][] = [
  ["conflict", "Conflicts, between <<<<<<< and >>>>>>> in:"],
  ["settled", "Keys that you and the release changed. Yours were kept:"],
  [
    "binary",
    "Changed by you and by the release. Yours was kept, the new one is beside it:",
  ],
  ["kept", "Deleted by the release, and kept because you changed it:"],
  ["gone", "Changed by the release, but deleted by you. It stays deleted:"],
  ["left out", "New, and not added:"],
  ["untouched", "Changed by the release, and left as it is here:"],
  [
    "library",
    "Library files that you changed. Each upgrade has to merge them:",
  ],
  ["renamed", "Renamed, together with your changes:"],
  ["merged", "Merged with your changes:"],
];

/** Writes the report of an upgrade. */
export function report(findings: Findings): Told {
  const { from, to, plan, dryRun, notes } = findings;
  const parts = [
    `${
      dryRun ? "This would upgrade" : "Upgraded"
    } the site from ${from} to ${to}.`,
    ...notes.map(({ version, text }) =>
      `What is new in ${version}:\n\n${text}`
    ),
    operations(findings),
    counts(plan),
    ...LISTS.map(([kind, heading]) => list(plan, kind, heading)),
  ];
  return {
    text: parts.filter((part) => part !== "").join("\n\n"),
    json: {
      from,
      to,
      written: !dryRun,
      migrations: findings.migrations,
      settings: { new: findings.newSettings, gone: findings.goneSettings },
      files: plan.findings,
    },
    advice: dryRun ? "Nothing was changed." : nextSteps(findings),
  };
}

function operations(
  { migrations, newSettings, goneSettings, from, to }: Findings,
): string {
  const breaking = migrations.filter((each) => each.breaking);
  return [
    migrations.length > 0 &&
    `Migrations of the database: ${
        names(migrations.map(({ name }) => name))
      }.\n` +
      `${to} applies them when it starts. Back up the database before.`,
    breaking.length > 0 &&
    `Servers of ${from} can't run beside it once they are applied: stop them first.`,
    newSettings.length > 0 && `New settings: ${names(newSettings)}.`,
    goneSettings.length > 0 &&
    `Settings that are gone: ${names(goneSettings)}.`,
  ].filter(Boolean).join("\n");
}

function names(list: readonly string[]): string {
  return list.join(", ");
}

function counts({ findings }: Plan): string {
  const kinds: FindingKind[] = [
    "updated",
    "added",
    "deleted",
    "renamed",
    "merged",
    "conflict",
  ];
  const counted = kinds.map((kind) => {
    const count = findings.filter((finding) => finding.kind === kind).length;
    return count > 0 &&
      `${count} ${kind === "conflict" ? "with conflicts" : kind}`;
  }).filter(Boolean);
  return counted.length > 0 ? `Files: ${counted.join(", ")}.` : "";
}

function list({ findings }: Plan, kind: FindingKind, heading: string): string {
  const lines = findings.filter((finding) => finding.kind === kind)
    .map(line);
  return lines.length > 0 ? [heading, ...lines].join("\n") : "";
}

function line({ path, detail }: Finding): string {
  return escapeControls(`  ${path}${detail ? ` (${detail})` : ""}`);
}

function nextSteps({ plan }: Findings): string {
  const has = (kind: FindingKind) =>
    plan.findings.some((finding) => finding.kind === kind);
  const steps = [
    has("conflict") && "Resolve the conflicts.",
    plan.findings.some(({ path, kind }) =>
      path === "deno.json" && kind === "conflict"
    ) && `Then renew the lock file: ${RENEW_BY_HAND}`,
    "deno task check && deno task test",
    "git add --all && git commit",
  ].filter(Boolean);
  // In a terminal the report is above.
  return `\nNext:\n${steps.map((step) => `  ${step}`).join("\n")}\n` +
    "To undo it all: git stash --include-untracked";
}
