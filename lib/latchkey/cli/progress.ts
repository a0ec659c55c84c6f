/**
 * Progress of a long command.
 *
 * @module
 */

/** A progress bar, or nothing. */
export interface Progress {
  /**
   * Updates the bar.
   *
   * @param value In the unit of the total.
   * @param words The text beside the bar.
   */
  reach(value: number, words: string): void;
  /** Removes the bar. */
  stop(): void;
}

/** Shows nothing. */
export const noProgress: Progress = { reach() {}, stop() {} };

/** A bar on stderr, or a text if there is no total. */
export async function progressBar(total: number | null): Promise<Progress> {
  const { SingleBar } = (await import("cli-progress")).default;
  const bar = new SingleBar({
    format: total === null
      ? "{words} · {duration_formatted}"
      : "{bar} {percentage}% · {words} · {eta_formatted} left",
    clearOnComplete: true,
    // Ctrl-C must end the process at once, so nothing may handle the signal or change
    // the terminal in a way that needs to be undone.
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
