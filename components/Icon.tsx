/**
 * Decorative icons beside text.
 *
 * @module
 */

/** Paths on a 24 × 24 grid, drawn in the colour of the text. */
const PATHS = {
  computer: "M5 5h14v10H5ZM2 19h20",
  phone: "M8 3h8q1 0 1 1v16q0 1-1 1H8q-1 0-1-1V4q0-1 1-1ZM11 18h2",
  tablet: "M6 3h12q1 0 1 1v16q0 1-1 1H6q-1 0-1-1V4q0-1 1-1ZM11 18h2",
  unknown:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9 9q1-2 3-2 3 0 3 2.5T12 13M12 17h.01",
  login: "M14 4h5v16h-5M4 12h10M10 8l4 4-4 4",
  logout: "M10 4H5v16h5M10 12h10M16 8l4 4-4 4",
  key: "M8 20a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM11 13l9-9M16 8l3 3",
  email: "M3 5h18v14H3ZM3 7l9 6 9-6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21q1-6 8-6t8 6",
  shield: "M12 3l8 3v5q0 7-8 10-8-3-8-10V6Z",
  warning: "M12 4 3 20h18ZM12 10v4M12 17h.01",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2",
  search: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM15 15l6 6",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** The names of all icons. */
export const ICONS = Object.keys(PATHS) as IconName[];

/** An icon. Screen readers ignore it, because the text beside it says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
