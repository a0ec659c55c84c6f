/**
 * The code of a new page with a form.
 *
 * @module
 */
import type { Address } from "./address.ts";
import { type PageNames, parametersOf, titleCode } from "./page_names.ts";

/** A page that asks for a line of text, says what is wrong with it, and says once that it arrived. */
export function formPageCode(names: PageNames, address: Address): string {
  return [
    importsCode(names),
    handlersCode(names),
    componentCode(names, parametersOf(address).length > 0),
    RULE,
  ].join("\n");
}

function importsCode({ root, define }: PageNames): string {
  return `
import { page } from "fresh";
import { Field } from "${root}/components/Field.tsx";
import { PlainForm } from "${root}/components/PlainForm.tsx";
import { Title } from "${root}/components/Title.tsx";
import { takeNotice, withNotice } from "${root}/lib/http/notice.ts";
import { readForm } from "${root}/lib/http/read_form.ts";
import { ${define} } from "${root}/lib/state.ts";
`;
}

function handlersCode(names: PageNames): string {
  const { component, define } = names;
  return `
/** The most characters of a text. */
const MAX_LENGTH = 200;

/** What the page says once, after the form was sent. */
const NOTICES = { ${noticeName(names)}: "Thank you. Your text has arrived." };

/** What the page shows: what has arrived, or what was typed and what is wrong with it. */
interface ${component}Data {
  notice?: string;
  text?: string;
  problem?: string;
}

export const handlers = ${define}.handlers<${component}Data>({
  GET(ctx) {
    const { notice, headers } = takeNotice(ctx, NOTICES);
    return page({ notice }, { headers });
  },

  async POST(ctx) {
    const { text = "" } = await readForm(ctx.req);
    const problem = problemOf(text);
    if (problem) return page({ text, problem }, { status: 422 });
    // Here the text is as it should be, for whatever this page does with it.
    const back = ctx.redirect(ctx.url.pathname, 303);
    return withNotice(ctx, back, "${noticeName(names)}");
  },
});
`;
}

function componentCode(names: PageNames, hasParameters: boolean): string {
  const given = hasParameters ? "{ data, params, url }" : "{ data, url }";
  return `
export default ${names.define}.page<typeof handlers>(function ${names.component}(
  ${given},
) {
  return (
    <>
      ${titleCode(names)}
      <h1>${names.heading}</h1>
      {data.notice && <p class="done" role="status">{data.notice}</p>}
      <PlainForm action={url.pathname} button="Send">
        <Field
          name="text"
          label="Text"
          type="text"
          autocomplete="off"
          input={{ autocapitalize: "sentences" }}
          startValue={data.text}
          problem={data.problem}
        />
      </PlainForm>
    </>
  );
});
`;
}

const RULE = `
/** Why a text cannot be taken, in words; null when it can. */
function problemOf(text: string): string | null {
  if (text.trim() === "") return "Write something first.";
  return text.length > MAX_LENGTH
    ? \`That is too long. Use up to \${MAX_LENGTH} characters.\`
    : null;
}
`;

/** What the page calls its notice: no other page may have one of that name. */
function noticeName({ component }: PageNames): string {
  const words = component.replace(/Page$/, "")
    .replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`);
  return `${words.toLowerCase()}_sent`;
}
