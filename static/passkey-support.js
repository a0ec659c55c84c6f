/** Shows what passkeys can do, and loads static/passkeys.js, if the browser has them. */
if (self.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  document.querySelectorAll(".passkey").forEach((element) =>
    element.hidden = false
  );
  import(document.currentScript.dataset.module);
}
