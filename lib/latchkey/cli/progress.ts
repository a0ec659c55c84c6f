/**
 * How far a long command has come.
 *
 * @module
 */

/** A bar that moves, or nothing at all. */
export interface Progress {
  /**
   * Says how far it is.
   *
   * @param value In the unit of the total.
   * @param words What to show beside it.
   */
  reach(value: number, words: string): void;
  /** Leaves the terminal as it was. */
  stop(): void;
}

/** Shows nothing. */
export const noProgress: Progress = { reach() {}, stop() {} };

/** A bar on stderr; without a total, a count. */
export async function progressBar(total: number | null): Promise<Progress> {
  const { SingleBar } = (await import("cli-progress")).default;
  const bar = new SingleBar({
    format: total === null
      ? "{words} · {duration_formatted}"
      : "{bar} {percentage}% · {words} · {eta_formatted} left",
    clearOnComplete: true,
    // Ctrl-C has to end the process at once. So nothing handles the signal, and the bar
    // changes nothing in the terminal that would have to be undone.
    linewrap: true,
    hideCursor: false,
    gracefulExit: false,
  });
  bar.start(total ?? 0, 0, { words: "" });
  return {
    reach: (value, words) => bar.update(value, { words }),
    stop: () => bar.stop(),
  };
}
