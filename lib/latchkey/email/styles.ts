/**
 * The styles of emails. They are inline, because many email programs ignore style sheets.
 *
 * @module
 */

/** Colours such as `#1f5f4a`, with the same names as in `static/styles.css`. */
export interface EmailPalette {
  /** Background of the email. */
  readonly paper: string;
  /** Background of the card. */
  readonly card: string;
  /** Text. */
  readonly ink: string;
  /** Secondary text. */
  readonly quiet: string;
  /** Border of the card. */
  readonly line: string;
  /** Links, the button, and the bar above the card. */
  readonly brand: string;
  /** Text on the button. */
  readonly onBrand: string;
  /** Background of codes and of details, such as the device. */
  readonly glow: string;
}

/** The colours of emails. Email programs without dark mode show the light ones. */
export interface EmailColors {
  readonly light: EmailPalette;
  readonly dark: EmailPalette;
}

/** The default colours. */
export const EMAIL_COLORS: EmailColors = {
  light: {
    paper: "#faf8f3",
    card: "#ffffff",
    ink: "#1c2422",
    quiet: "#55605c",
    line: "#d3d5cf",
    brand: "#1f5f4a",
    onBrand: "#ffffff",
    glow: "#e3ecdf",
  },
  dark: {
    paper: "#14181a",
    card: "#1c2224",
    ink: "#e9ece6",
    quiet: "#a5b0aa",
    line: "#424a49",
    brand: "#7fd0ae",
    onBrand: "#0d1513",
    glow: "#1d2b27",
  },
};

/** Inline styles by element, and `dark`, a style sheet for their classes. */
export type EmailStyles = ReturnType<typeof emailStyles>;

/** Creates the styles of emails in these colours. */
export function emailStyles({ light, dark }: EmailColors) {
  const { paper, card, ink, quiet, line, brand, onBrand, glow } = light;
  return {
    page: `margin:0;padding:24px 16px;background:${paper};color:${ink};` +
      "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;" +
      "overflow-wrap:break-word",
    column: "max-width:560px;margin:0 auto",
    mark: `margin:0 0 12px;font-size:17px;font-weight:600;color:${brand}`,
    card: `padding:24px 24px 8px;border:1px solid ${line};` +
      `border-top:4px solid ${brand};border-radius:15px;background:${card}`,
    heading: "margin:0 0 16px;font-size:22px;line-height:1.25",
    line: "margin:0 0 16px",
    link: `color:${brand}`,
    button: "display:inline-block;padding:11px 20px;border-radius:10px;" +
      `background:${brand};color:${onBrand};font-weight:600;` +
      "text-decoration:none",
    code: "margin:0 0 16px;padding:10px 14px;border-radius:8px;" +
      `background:${glow};text-align:center;font-size:28px;` +
      "font-weight:600;letter-spacing:4px;" +
      "font-family:ui-monospace,Menlo,Consolas,monospace",
    details: "margin:0 0 16px;padding:10px 14px;border-radius:8px;" +
      `background:${glow}`,
    quiet: `margin:16px 0 0;font-size:14px;color:${quiet}`,
    dark: darkStyles(dark),
  };
}

/** For email programs in dark mode. */
function darkStyles(
  { paper, card, ink, quiet, line, brand, onBrand, glow }: EmailPalette,
): string {
  return "@media (prefers-color-scheme:dark){" +
    `body{background:${paper}!important;color:${ink}!important}` +
    `.card{background:${card}!important;border-color:${line}!important;` +
    `border-top-color:${brand}!important}` +
    `.mark,a{color:${brand}!important}` +
    `.details{background:${glow}!important}` +
    `.button{background:${brand}!important;color:${onBrand}!important}` +
    `.quiet{color:${quiet}!important}}`;
}
