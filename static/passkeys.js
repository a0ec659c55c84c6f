/** Forms that passkeys answer, and signals about passkeys. See docs/passkeys.md. */
const Key = PublicKeyCredential;
const each = (selector, act) =>
  document.querySelectorAll(selector).forEach(act);
let asking;

/** Asks for a passkey, at once or by autofill ("conditional"), and sends the form. */
async function ask(field, mediation) {
  asking?.abort();
  const { signal } = asking = new AbortController();
  const { form, dataset: { call, parse, options, autofill } } = field;
  const again = () => signal.aborted || ask(field, autofill);
  try {
    const publicKey = Key[parse](
      options[0] == "/"
        ? await (await fetch(options)).json()
        : JSON.parse(options),
    );
    // The challenge expires after ten minutes.
    if (mediation) setTimeout(again, 5e5);
    const request = { publicKey, mediation, signal };
    field.value = JSON.stringify(await navigator.credentials[call](request));
    each("[name=remember]:checked", () => form.remember.value = "yes");
    form.submit();
  } catch {
    if (mediation || signal.aborted) return;
    form.querySelector(".cancelled").hidden = false;
    if (autofill) again();
  }
}

// Another form on the page is being sent.
addEventListener(
  "submit",
  ({ defaultPrevented }) => defaultPrevented || asking?.abort(),
);

// After a login with a password, the site may offer a passkey.
addEventListener(
  "formdata",
  ({ formData }) =>
    formData.has("username") && formData.set("has_passkeys", "yes"),
);

/** Starts the forms and sends the signals of a page, or of one in its place. */
function start() {
  each(".passkey", (element) => element.hidden = false);
  each("[data-call]", (field) => {
    const { form, dataset: { autofill } } = field;
    const button = form.querySelector("button");
    button.onclick = () => ask(field);
    button.disabled = false;
    if (!autofill) return;
    ask(field, autofill);
    addEventListener(
      "pageshow",
      ({ persisted }) => persisted && ask(field, autofill),
    );
  });

  each("[data-signals]", ({ dataset }) => {
    for (const [method, details] of JSON.parse(dataset.signals)) {
      Key[method]?.(details);
    }
  });
}

start();
addEventListener("page-update", start);
