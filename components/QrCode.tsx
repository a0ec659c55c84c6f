/**
 * QR codes.
 *
 * @module
 */

/** The modules of a QR code, row by row; dark ones are true. */
export type QrModules = readonly (readonly boolean[])[];

/** A QR code that is black on white in every theme, as cameras expect it. */
export function QrCode({ modules, label }: {
  modules: QrModules;
  /** For people who can't see it. */
  label: string;
}) {
  const { length: size } = modules;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={modules.map(rowPath).join("")} />
    </svg>
  );
}

/** A rectangle for each run of dark modules. */
function rowPath(row: readonly boolean[], y: number): string {
  return [...row.map((isDark) => isDark ? "1" : "0").join("").matchAll(/1+/g)]
    .map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join("");
}
