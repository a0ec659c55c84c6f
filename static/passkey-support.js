/** Shows what passkeys can do, and loads static/passkeys.js, if the browser has them. */
if (self.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  document.querySelectorAll(".passkey").forEach((element) =>
    element.hidden = false
  );
  addEventListener(
    "formdata",
    ({ formData }) =>
      formData.has("username") && formData.set("has_passkeys", "yes"),
  );
  import(document.currentScript.dataset.module);
}
