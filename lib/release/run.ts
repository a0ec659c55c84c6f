/**
 * Runs programs.
 *
 * @module
 */

/**
 * Runs a program to its end.
 *
 * @param options.show Whether its output goes to the terminal instead of the result.
 * @returns What it wrote to stdout.
 * @throws {Error} with what it wrote to stderr, if it fails.
 */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env, show = false }: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly show?: boolean;
  },
): Promise<string> {
  const output = show ? "inherit" : "piped";
  const result = await new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { ...env },
    stdin: "null",
    stdout: output,
    stderr: output,
  }).output();
  const textOf = (stream: "stdout" | "stderr") =>
    show ? "" : new TextDecoder().decode(result[stream]);
  if (result.success) return textOf("stdout");
  const call = [program.split("/").at(-1), ...args].join(" ");
  throw new Error(`"${call}" failed.\n${textOf("stderr")}`.trim());
}
